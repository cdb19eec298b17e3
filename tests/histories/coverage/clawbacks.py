"""Features of points that were given for goods that came back."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import NamedTuple

from tests.histories.coverage.feature import Feature
from tests.histories.coverage.replayed_life import ReplayedLife
from tests.oracle.facts.feeds import Order
from tests.oracle.points.debits import clawed_back_credit
from tests.oracle.points.member_credits import Credit
from tests.oracle.points.wallet_book import Entry

_DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)


class Clawback(NamedTuple):
    """A clawback with the credit and the order that it is of."""

    entry: Entry
    credit: Credit
    order: Order


def _clawbacks(life: ReplayedLife) -> Iterator[Clawback]:
    for book in life.books:
        credit = {lot.name: lot.credit for lot in book.lots}
        for entry in book.entries:
            if entry.entry_type == "clawback":
                gave = credit[clawed_back_credit(entry.entry_id)]
                assert gave.order
                yield Clawback(entry, gave, gave.order)


def clawback(has: Callable[[Entry, Credit, Order], object]) -> Feature:
    """Whether a clawback is like this."""
    return lambda life: any(has(*found) for found in _clawbacks(life))


def _at_limit(entry: Entry, gave: Credit, order: Order) -> object:
    limit = gave.version.clawback_days
    return bool(limit) and entry.occurred_at - order.ordered_at == (limit or 0) * _DAY


def _in_turns(life: ReplayedLife) -> object:
    return 2 in Counter(one.credit.entry_id for one in _clawbacks(life)).values()


def _too_late(life: ReplayedLife) -> object:
    """A return that lowers spend, and comes at most a second after the limit."""
    return any(
        timedelta() < item.returned_at - order.ordered_at - limit * _DAY <= _SECOND
        for day, order in (life.history.orders if life.history else [])
        for item in (life.history.returns if life.history else [])
        if item.order_id == order.order_id
        if (limit := life.rules.version_on(day).clawback_days) is not None
    )


def _over_returned(life: ReplayedLife) -> object:
    back: Counter[str] = Counter()
    for row in life.standing("returns"):
        back[row.order_id] += row.amount_cents
    return any(
        back[one.order.order_id] > one.order.amount_cents for one in _clawbacks(life)
    )


FEATURES: dict[str, Feature] = {
    "a clawback while pending": clawback(
        lambda entry, gave, _: entry.occurred_at < gave.available_at
    ),
    "a clawback when points become available": clawback(
        lambda entry, gave, _: entry.occurred_at == gave.available_at
    ),
    "a clawback of points that can be used": clawback(
        lambda entry, gave, _: entry.occurred_at > gave.available_at
    ),
    "a clawback at the limit": clawback(_at_limit),
    "a clawback of a bonus": clawback(
        lambda entry, gave, _: gave.entry_type == "tier_bonus"
    ),
    "clawbacks of one credit in turns": _in_turns,
    "a return just too late to claw back": _too_late,
    "a clawback of more than was bought": _over_returned,
    "a lot shrunk to nothing": lambda life: any(
        not lot.size for book in life.books for lot in book.lots
    ),
}
