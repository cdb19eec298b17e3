"""The lake: checked landing days, typed, as the models read them."""

from datetime import date
from itertools import islice

import dagster as dg

from loyalty_pipeline.defs.ingest.landed import landed
from loyalty_pipeline.defs.ingest.landing import OWNERS, say_what_was_read
from loyalty_pipeline.defs.retries import retrying
from loyalty_pipeline.feeds import day_record, lake, landed_files, superseded
from loyalty_pipeline.feeds.catalog import FEEDS, Feed
from loyalty_pipeline.feeds.row_sql import lake_columns
from loyalty_pipeline.guard import held_days, unjudged
from loyalty_pipeline.guard.freshness import late
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.run.context import RunContext

_FILES_NAMED = 5
_FILES_LISTED = 20
_LISTED = {"landed on": "date", "file": "string", "readable": "bool"} | dict.fromkeys(
    ("read", "rejected", "accepted", "superseded"), "int"
)


def lake_asset(feed: Feed) -> dg.AssetsDefinition:
    """The asset that promotes a feed's staged days, once its checks have passed."""

    @dg.asset(
        key=["lake", feed.name],
        deps=[["staged", feed.name]],
        group_name="g2_lake",
        description=f"{feed.says} Every accepted row ever delivered, typed.",
        kinds={"parquet"},
        owners=OWNERS,
        metadata={"dagster/column_schema": _schema(feed)},
    )
    def promoted(
        context: dg.AssetExecutionContext, run: dg.ResourceParam[RunContext]
    ) -> dg.MaterializeResult[None]:
        home = run.home
        days = list(day_record.staged_days(home, feed.name))
        with retrying(context):
            unjudged.add(home, feed.name, [day for day, _ in days])
            for day, _ in days:
                held_days.forget(home, feed.name, day)
                lake.promote(home, feed, day)
            old = superseded.note(home, feed, _uncounted(home, feed))
        if days:
            context.log_event(landed(feed.name))
        return dg.MaterializeResult(
            metadata={
                "days": len(days),
                "dagster/row_count": sum(day_record.accepted(r) for _, r in days),
                "superseded": sum(old.rows.values()),
                "superseded_in": _named(old.rows),
                "superseded by local times": superseded.outlived_without_offset(
                    home, feed, old
                ),
                "files": _files(home, feed, [day for day, _ in days]),
            }
        )

    return promoted


def _uncounted(home: Home, feed: Feed) -> list[date]:
    """The days taken in by this run, or one that died, whose old rows none counted."""
    return [
        day
        for day in unjudged.unjudged_of(home, feed.name)
        if day_record.is_uncounted(home, feed.name, day)
    ]


def _named(old: superseded.Counts) -> str:
    """The files with the most superseded rows, and how many each has."""
    most = sorted(old.items(), key=lambda found: -found[1])
    named = [f"{day}/{file} {rows:,}" for (day, file), rows in most[:_FILES_NAMED]]
    return ", ".join([*named, "…"] if len(most) > len(named) else named)


def _files(home: Home, feed: Feed, days: list[date]) -> dg.TableMetadataValue:
    """What became of the rows of the newest files; `landed_files` has them all."""
    records = (
        (day, day_record.read_record(day_record.day_folder(home.lake, feed.name, day)))
        for day in reversed(days)
    )
    counts = (
        (d, count) for d, record in records if record for count in record["counts"]
    )
    return dg.TableMetadataValue(
        [
            dg.TableRecord(
                {
                    "landed on": str(day),
                    "file": count["name"],
                    "readable": not count["whole"],
                    "read": count["read"],
                    "rejected": count["quarantined"],
                    "accepted": count["accepted"],
                    "superseded": count.get("superseded", 0),
                }
            )
            for day, count in islice(counts, _FILES_LISTED)
        ],
        dg.TableSchema([dg.TableColumn(name, kind) for name, kind in _LISTED.items()]),
    )


def _schema(feed: Feed) -> dg.TableSchema:
    return dg.TableSchema(
        [dg.TableColumn(name, kind) for name, kind in lake_columns(feed).items()]
    )


@dg.asset(
    key=["lake", landed_files.NAME],
    deps=[["lake", name] for name in FEEDS],
    group_name="g2_lake",
    kinds={"parquet"},
    owners=OWNERS,
)
def files(
    context: dg.AssetExecutionContext, run: dg.ResourceParam[RunContext]
) -> dg.MaterializeResult[None]:
    """Every landed file with its rows read, accepted, rejected and superseded."""
    with retrying(context):
        return dg.MaterializeResult(
            metadata={"dagster/row_count": landed_files.write(run.home)}
        )


@dg.asset(
    key=["lake", "quarantine"],
    deps=[["lake", name] for name in FEEDS],
    group_name="g2_lake",
    kinds={"parquet"},
    owners=OWNERS,
)
def quarantine(
    context: dg.AssetExecutionContext, run: dg.ResourceParam[RunContext]
) -> dg.MaterializeResult[None]:
    """Every rejected row with its reasons; its values stay in the home's quarantine."""
    with retrying(context):
        lake.ensure_columns(run.home)
    say_what_was_read(context, run.landed)  # every feed has let its days in
    for each in run.unread:
        context.log.warning("not read: %s", each)
    missed = late(run.home, run.landed.days, run.day)
    for feed in missed:
        context.log.warning("late: %s", feed)
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": lake.quarantined_rows(run.home),
            "late": "\n".join(map(str, missed)) or "none",
            "not read": "\n".join(run.unread) or "none",
        }
    )


lake_assets = [lake_asset(feed) for feed in FEEDS.values()]
