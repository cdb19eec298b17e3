"""The landing, day by day: what has been read, and which days to read again."""

from collections import defaultdict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import dagster as dg

from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.databases.loading import sources_of
from loyalty_pipeline.feeds.landing import landing_days
from loyalty_pipeline.feeds.new_days import Landed
from loyalty_pipeline.run.context import RunContext, current_setup

LANDING = dg.AssetKey("landing")
OWNERS = ["team:loyalty"]
_YEARS_OF_ROOM = 2


def source_keys() -> dict[str, dg.AssetKey]:
    """The assets of the sources that are declared, by feed."""
    declared = sources_of(current_setup().landing)
    return {feed: dg.AssetKey(["source", feed]) for feed in declared}


def partitions() -> dg.DailyPartitionsDefinition:
    """The days from the year of the first that has landed, or two years ago, on.

    Dagster lists all of them for each asset that reads the landing: a century of them
    would take longer than the tables do.
    """
    first = _first_year(current_setup().landing)
    return dg.DailyPartitionsDefinition(start_date=f"{first}-01-01", end_offset=2)


@cache
def _first_year(landing: Path) -> int:
    years = [day.day.year for feed in FEEDS for day in landing_days(landing, feed)]
    return min([datetime.now(UTC).year - _YEARS_OF_ROOM, *years])


@dg.asset(
    key=LANDING,
    deps=list(source_keys().values()),
    group_name="g0_landing",
    partitions_def=partitions(),
    backfill_policy=dg.BackfillPolicy.single_run(),
    owners=OWNERS,
)
def landing(
    context: dg.AssetExecutionContext, run: dg.ResourceParam[RunContext]
) -> dg.MaterializeResult[None]:
    """The days that have landed; to materialise some is to have them read again.

    Nothing else has partitions: Dagster would write an event for each day of each feed,
    and the lake's own records already say which days are new.
    """
    window = context.partition_key_range
    again = [
        day
        for day in run.landed.new
        if window.start <= day.day.isoformat() <= window.end
    ]
    return dg.MaterializeResult(metadata={"to read": len(again)})


def say_what_was_read(context: dg.AssetExecutionContext, found: Landed) -> None:
    """Show each new landing day as read, one event a day."""
    files: dict[str, dict[str, int]] = defaultdict(dict)
    for day in found.new:
        files[day.day.isoformat()][day.feed] = len(day.files)
    for name, metadata in files.items():
        context.log_event(
            dg.AssetMaterialization(LANDING, partition=name, metadata=metadata)
        )
