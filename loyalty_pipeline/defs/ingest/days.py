"""Landing days as partitions."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import dagster as dg

from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.landing import landing_days
from loyalty_pipeline.run.context import current_setup

_YEARS_OF_ROOM = 2


def partitions() -> dg.DailyPartitionsDefinition:
    """The days from the year of the first that has landed, or two years ago, on.

    Dagster lists all of them for each input of each step: a century of them would take
    longer than the tables do.
    """
    first = _first_year(current_setup().landing)
    return dg.DailyPartitionsDefinition(start_date=f"{first}-01-01", end_offset=2)


@cache
def _first_year(landing: Path) -> int:
    years = [day.day.year for feed in FEEDS for day in landing_days(landing, feed)]
    return min([datetime.now(UTC).year - _YEARS_OF_ROOM, *years])
