"""Landing days read into staging, and the checks that let them into the lake."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import dagster as dg

from loyalty_pipeline.defs import quality_page
from loyalty_pipeline.defs.ingest.landed import landed_key
from loyalty_pipeline.defs.ingest.landing import LANDING, OWNERS, source_keys
from loyalty_pipeline.defs.retries import retrying
from loyalty_pipeline.feeds import lake
from loyalty_pipeline.feeds.catalog import FEEDS, Feed
from loyalty_pipeline.feeds.day_record import (
    DayRecord,
    accepted,
    gone_files,
    ignored,
    left_out,
    rejected,
    without_offset,
)
from loyalty_pipeline.feeds.landing import LandingDay
from loyalty_pipeline.feeds.small_days.staging import stage_days
from loyalty_pipeline.guard import checks, held_days
from loyalty_pipeline.guard.findings import critical
from loyalty_pipeline.guard.findings import warnings as only_warnings
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.run.context import RunContext

ERROR, WARN = dg.AssetCheckSeverity.ERROR, dg.AssetCheckSeverity.WARN


def staged_asset(feed: Feed) -> dg.AssetsDefinition:
    """The asset that reads a feed's new or changed landing days, and judges them."""
    key, sources = dg.AssetKey(["staged", feed.name]), source_keys()

    @dg.asset(
        key=key,
        deps=[
            LANDING,
            landed_key(feed.name),
            *([sources[feed.name]] if feed.name in sources else []),
        ],
        group_name="g1_staged",
        description=f"{feed.says} New and changed landing days, read and typed.",
        kinds={"python", "duckdb"},
        owners=OWNERS,
        check_specs=[
            dg.AssetCheckSpec(name, asset=key, blocking=True, description=says)
            for name, says in checks.checks(feed).items()
        ],
    )
    def staged(
        context: dg.AssetExecutionContext, run: dg.ResourceParam[RunContext]
    ) -> Iterator[dg.MaterializeResult[None]]:
        with retrying(context):
            lake.clear_staging(run.home, feed.name)
            days = [day for day in run.landed.new if day.feed == feed.name]
            result = _read(feed, run.home, days)
            if not all(check.passed for check in result.check_results or ()):
                quality_page.write_held(run)
        yield result

    return staged


def _read(feed: Feed, home: Home, days: list[LandingDay]) -> dg.MaterializeResult[None]:
    gone = [f"{day.day}/{name}" for day in days for name in gone_files(home, day)]
    counts = {day.day: record for day, record in stage_days(feed, days, home).items()}
    unknown = {
        f"{name} in {file}"
        for record in counts.values()
        for file, names in ignored(record).items()
        for name in names
    }
    missed = left_out(counts.values())
    return dg.MaterializeResult(
        metadata={
            "days": len(counts),
            "dagster/row_count": sum(map(accepted, counts.values())),
            "quarantined": sum(map(rejected, counts.values())),
            "left out": ", ".join(f"{n:,} of {name}" for name, n in missed.items()),
            "gone": ", ".join(gone),
            "ignored": ", ".join(sorted(unknown)),
            "read as UTC for want of an offset": sum(
                map(without_offset, counts.values())
            ),
            "still written to": ", ".join(
                str(day.day) for day in days if day.day not in counts
            ),
        },
        check_results=_judge(feed, home, counts),
    )


def _judge(
    feed: Feed, home: Home, counts: dict[date, DayRecord]
) -> list[dg.AssetCheckResult]:
    """The verdict of each check over the staged days; what is critical holds a day."""
    holding: dict[str, list[str]] = defaultdict(list)
    released: dict[str, list[str]] = defaultdict(list)
    warnings: dict[str, list[str]] = defaultdict(list)
    for day, found in checks.findings(home, feed, counts).items():
        grave = {check: critical(findings) for check, findings in found.items()}
        is_let_in = held_days.may_pass(home, feed.name, day, counts[day], grave)
        for check, findings in found.items():
            (released if is_let_in else holding)[check] += grave[check]
            warnings[check] += only_warnings(findings)
    return [
        dg.AssetCheckResult(
            check_name=check,
            passed=not holding[check],
            severity=WARN if warnings[check] and not holding[check] else ERROR,
            metadata={
                "findings": "\n".join(holding[check]) or "none",
                "released": "\n".join(released[check]) or "none",
                "warnings": "\n".join(warnings[check]) or "none",
                "quality": quality_page.link(home.quality_page),
            },
        )
        for check in checks.checks(feed)
    ]


staged_assets = [staged_asset(feed) for feed in FEEDS.values()]
