"""The lake: checked landing days, typed, as the models read them."""

import dagster as dg

from loyalty_pipeline.defs.ingest.landing import OWNERS, say_what_was_read
from loyalty_pipeline.defs.retries import retrying
from loyalty_pipeline.feeds import day_record, lake, superseded
from loyalty_pipeline.feeds.catalog import FEEDS, Feed
from loyalty_pipeline.feeds.row_sql import lake_columns
from loyalty_pipeline.guard import held_days
from loyalty_pipeline.run.context import RunContext

_FILES_NAMED = 5


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
            for day, _ in days:
                held_days.forget(home, feed.name, day)
                lake.promote(home, feed, day)
            old = superseded.note(home, feed, [day for day, _ in days])
        return dg.MaterializeResult(
            metadata={
                "days": len(days),
                "dagster/row_count": sum(day_record.accepted(r) for _, r in days),
                "superseded": sum(old.rows.values()),
                "superseded_in": _named(old.rows),
                "superseded by local times": superseded.outlived_without_offset(
                    home, feed, old
                ),
            }
        )

    return promoted


def _named(old: superseded.Counts) -> str:
    """The files with the most superseded rows, and how many each has."""
    most = sorted(old.items(), key=lambda found: -found[1])
    named = [f"{day}/{file} {rows:,}" for (day, file), rows in most[:_FILES_NAMED]]
    return ", ".join([*named, "…"] if len(most) > len(named) else named)


def _schema(feed: Feed) -> dg.TableSchema:
    return dg.TableSchema(
        [dg.TableColumn(name, kind) for name, kind in lake_columns(feed).items()]
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
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": lake.quarantined_rows(run.home),
            "not read": "\n".join(run.unread) or "none",
        }
    )


lake_assets = [lake_asset(feed) for feed in FEEDS.values()]
