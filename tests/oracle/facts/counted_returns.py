"""The returns of an order that count: no more than it was, no earlier than it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tests.oracle.facts.feeds import Order, Return
from tests.oracle.local_days import local_day
from tests.oracle.rules.versions import Rules


@dataclass(frozen=True, slots=True)
class CountedReturn:
    """The part of a return that counts, on its day, against its order's day.

    `returned_at` is when it happens: not before the order.
    """

    day: int
    order_day: int
    cents: int
    return_id: str
    order_id: str
    returned_at: datetime


def count_returns(
    order: Order, order_day: int, returns: Iterable[Return], rules: Rules
) -> list[CountedReturn]:
    """Take returns in turn until the order's amount is used up."""
    counted = []
    left = order.amount_cents
    for item in sorted(returns, key=lambda item: (item.returned_at, item.return_id)):
        cents = min(left, item.amount_cents)
        left -= cents
        at = max(item.returned_at, order.ordered_at)
        ids = (item.return_id, item.order_id)
        day = local_day(at, rules.timezone).toordinal()
        if cents > 0:
            counted.append(CountedReturn(day, order_day, cents, *ids, at))
    return counted
