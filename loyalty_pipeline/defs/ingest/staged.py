"""Landing days read into staging, and the checks that let them into the lake."""

import dagster as dg

from loyalty_pipeline.defs.faults import faults
from loyalty_pipeline.defs.resources import Workplace
from loyalty_pipeline.feeds import lake, records
from loyalty_pipeline.feeds.catalog import FEEDS, Feed
from loyalty_pipeline.feeds.landing import landing_days
from loyalty_pipeline.feeds.staging import ACCEPTED, stage
from loyalty_pipeline.guard import shares, suites

OWNERS = ["team:loyalty"]
DAYS = dg.DailyPartitionsDefinition(start_date="2000-01-01", end_offset=2)


def staged_asset(feed: Feed) -> dg.AssetsDefinition:
    """The asset that reads a feed's new or changed landing days."""

    @dg.asset(
        key=["staged", feed.name],
        group_name="g1_staged",
        description=f"{feed.says} New and changed landing days, read and typed.",
        partitions_def=DAYS,
        backfill_policy=dg.BackfillPolicy.single_run(),
        kinds={"python", "duckdb"},
        owners=OWNERS,
    )
    def staged(
        context: dg.AssetExecutionContext, workplace: Workplace
    ) -> dg.MaterializeResult[None]:
        window = context.partition_key_range
        with faults(context):
            return _read(feed, workplace, window.start, window.end)

    return staged


def _read(
    feed: Feed, workplace: Workplace, first: str, last: str
) -> dg.MaterializeResult[None]:
    home = workplace.home
    lake.clear_staging(home, feed.name)
    days = [
        landed
        for landed in landing_days(workplace.landing, feed.name)
        if first <= landed.day.isoformat() <= last and lake.is_new(home, landed)
    ]
    gone = [
        f"{landed.day}/{name}"
        for landed in days
        for name in lake.gone_files(home, landed)
    ]
    counts = [
        stage(feed, landed, lake.day_folder(home.staging, feed.name, landed.day))
        for landed in days
    ]
    ignored = {
        f"{name} in {file}"
        for record in counts
        for file, names in records.ignored(record).items()
        for name in names
    }
    return dg.MaterializeResult(
        metadata={
            "days": len(counts),
            "dagster/row_count": sum(map(records.accepted, counts)),
            "quarantined": sum(map(records.quarantined, counts)),
            "gone": ", ".join(gone),
            "ignored": ", ".join(sorted(ignored)),
        }
    )


def share_check(feed: Feed) -> dg.AssetChecksDefinition:
    """The check that few of a staged day's rows were quarantined."""

    @dg.asset_check(
        asset=["staged", feed.name],
        name="few_rows_are_quarantined",
        blocking=True,
        description=f"At most {shares.LIMIT:.0%} of a landing day's rows are refused.",
    )
    def few_rows_are_quarantined(workplace: Workplace) -> dg.AssetCheckResult:
        findings = [
            finding
            for day, record in lake.staged_days(workplace.home, feed.name)
            if (finding := shares.finding(workplace.home, feed, day, record))
        ]
        return _verdict(findings)

    return few_rows_are_quarantined


def suite_check(feed: Feed) -> dg.AssetChecksDefinition:
    """The check that a staged day keeps what its feed's suite expects."""

    @dg.asset_check(
        asset=["staged", feed.name],
        name="keeps_its_expectations",
        blocking=True,
        description=f"Each new day keeps every promise of {feed.name}.json.",
    )
    def keeps_its_expectations(workplace: Workplace) -> dg.AssetCheckResult:
        home = workplace.home
        findings = [
            f"{feed.name} landed on {day}: {promise}"
            for day, _ in lake.staged_days(home, feed.name)
            for promise in suites.check(
                feed, lake.day_folder(home.staging, feed.name, day) / ACCEPTED
            )
            if not promise.is_kept
        ]
        return _verdict(findings)

    return keeps_its_expectations


def _verdict(findings: list[str]) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(
        passed=not findings, metadata={"findings": "\n".join(findings) or "none"}
    )


staged_assets = [staged_asset(feed) for feed in FEEDS.values()]
share_checks = [share_check(feed) for feed in FEEDS.values()]
suite_checks = [
    suite_check(feed) for feed in FEEDS.values() if suites.has_suite(feed.name)
]
