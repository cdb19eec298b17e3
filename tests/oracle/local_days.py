"""Local days: which calendar day an instant falls on, and when a day begins."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

# No clock on earth has been further than this from UTC.
WIDEST_OFFSET = timedelta(hours=16)


@cache
def zone(timezone: str) -> ZoneInfo:
    """Return the named timezone, looked up once."""
    return ZoneInfo(timezone)


def local_day(instant: datetime, timezone: str) -> date:
    """Return the calendar day that clocks in `timezone` show at `instant`."""
    return instant.astimezone(zone(timezone)).date()


@cache
def first_instant(day: date, timezone: str) -> datetime:
    """Return the first instant whose local day is `day` or later.

    Clocks are tried minute by minute, then the minute before second by second, so a
    midnight that is skipped, repeated or undone needs no special case.
    """
    instant = datetime(day.year, day.month, day.day, tzinfo=UTC) - WIDEST_OFFSET
    while local_day(instant, timezone) < day:
        instant += timedelta(minutes=1)
    instant -= timedelta(minutes=1)
    while local_day(instant, timezone) < day:
        instant += timedelta(seconds=1)
    return instant
