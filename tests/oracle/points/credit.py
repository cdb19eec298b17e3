"""What a credit of points is, and the days that say how long it would be valid."""

from dataclasses import dataclass
from datetime import date, datetime

from tests.oracle.facts.feeds import Order
from tests.oracle.local_days import first_instant, local_day
from tests.oracle.rules.versions import Rules, Version


@dataclass(frozen=True)
class Credit:
    """Points given; what an order gave is clawed back by the order's returns.

    `nominal_end` is when they would expire if no lot had come before them.
    """

    entry_id: str
    entry_type: str
    wallet: str
    points: int
    occurred_at: datetime
    available_at: datetime
    nominal_end: datetime | None
    source_id: str
    version: Version
    order: Order | None = None
    campaign_id: str | None = None


def start_after(day: int, after: int | None, rules: Rules) -> datetime | None:
    """Return the first instant of the local day so many days later."""
    if after is None:
        return None
    return first_instant(date.fromordinal(day + after), rules.timezone)


def day_of(instant: datetime, rules: Rules) -> int:
    """Return the local day of an instant."""
    return local_day(instant, rules.timezone).toordinal()
