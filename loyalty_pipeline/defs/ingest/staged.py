"""Landing days read into staging, and the checks that let them into the lake."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import dagster as dg

from loyalty_pipeline.defs.ingest.days import partitions
from loyalty_pipeline.defs.resources import Workplace
from loyalty_pipeline.defs.retries import faults
from loyalty_pipeline.feeds import day_record, lake
from loyalty_pipeline.feeds.catalog import FEEDS, Feed
from loyalty_pipeline.feeds.landing import LandingDay, landing_days
from loyalty_pipeline.feeds.staging import stage
from loyalty_pipeline.guard import checks, held_days
from loyalty_pipeline.home.layout import Home

OWNERS = ["team:loyalty"]


def staged_asset(feed: Feed) -> dg.AssetsDefinition:
    """The asset that reads a feed's new or changed landing days, and judges them."""
    key = dg.AssetKey(["staged", feed.name])

    @dg.asset(
        key=key,
        group_name="g1_staged",
        description=f"{feed.says} New and changed landing days, read and typed.",
        partitions_def=partitions(),
        backfill_policy=dg.BackfillPolicy.single_run(),
        kinds={"python", "duckdb"},
        owners=OWNERS,
        check_specs=[
            dg.AssetCheckSpec(name, asset=key, blocking=True, description=says)
            for name, says in checks.checks(feed).items()
        ],
    )
    def staged(
        context: dg.AssetExecutionContext, workplace: Workplace
    ) -> Iterator[dg.MaterializeResult[None]]:
        window = context.partition_key_range
        with faults(context):
            lake.clear_staging(workplace.home, feed.name)
            days = [
                landed
                for landed in landing_days(workplace.landing, feed.name)
                if window.start <= landed.day.isoformat() <= window.end
                and lake.is_new(workplace.home, landed)
            ]
            result = _read(feed, workplace.home, days)
        yield result

    return staged


def _read(feed: Feed, home: Home, days: list[LandingDay]) -> dg.MaterializeResult[None]:
    gone = [f"{day.day}/{name}" for day in days for name in lake.gone_files(home, day)]
    counts = {
        day.day: stage(feed, day, lake.day_folder(home.staging, feed.name, day.day))
        for day in days
    }
    ignored = {
        f"{name} in {file}"
        for record in counts.values()
        for file, names in day_record.ignored(record).items()
        for name in names
    }
    return dg.MaterializeResult(
        metadata={
            "days": len(counts),
            "dagster/row_count": sum(map(day_record.accepted, counts.values())),
            "quarantined": sum(map(day_record.quarantined, counts.values())),
            "gone": ", ".join(gone),
            "ignored": ", ".join(sorted(ignored)),
        },
        check_results=_judge(feed, home, counts),
    )


def _judge(
    feed: Feed, home: Home, counts: dict[date, day_record.DayRecord]
) -> list[dg.AssetCheckResult]:
    """The verdict of each check over the staged days; what it stops is kept."""
    stopping: dict[str, list[str]] = defaultdict(list)
    released: dict[str, list[str]] = defaultdict(list)
    for day, record in counts.items():
        found = checks.findings(home, feed, day, record)
        is_let_in = held_days.settle(home, feed.name, day, record, found)
        for check, findings in found.items():
            (released if is_let_in else stopping)[check] += findings
    return [
        dg.AssetCheckResult(
            check_name=check,
            passed=not stopping[check],
            metadata={
                "findings": "\n".join(stopping[check]) or "none",
                "released": "\n".join(released[check]) or "none",
            },
        )
        for check in checks.checks(feed)
    ]


staged_assets = [staged_asset(feed) for feed in FEEDS.values()]
