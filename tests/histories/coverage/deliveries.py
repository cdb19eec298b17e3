"""Features of how rows arrive, and of what comes back of orders."""

from collections import Counter
from typing import Any

from tests.histories.coverage.feature import Feature
from tests.histories.coverage.replayed_life import ReplayedLife
from tests.oracle.facts.delivered_row import Row


def _decided_by(winner: Row, loser: Row) -> str:
    """What makes one row of a key win over the one before it."""
    pairs = zip(winner.recency(), loser.recency(), strict=True)
    place = next(place for place, (one, other) in enumerate(pairs) if one != other)
    if place == 0 and (winner.updated_at or loser.updated_at):
        return "update"
    return ["landing", "landing at one instant", "file", "row"][place]


def _won_by(what: str) -> Feature:
    return lambda life: any(_decided_by(c[-1], c[-2]) == what for c in life.chains)


def _withdrawn(kind: str) -> Feature:
    return lambda life: any(
        chain[-1].deleted_at and type(chain[-1]).__name__ == kind
        for chain in life.chains
    )


def _back_again(life: ReplayedLife) -> object:
    return any(
        chain[-1].deleted_at is None and any(row.deleted_at for row in chain)
        for chain in life.chains
    )


def _returns(life: ReplayedLife) -> list[tuple[Any, list[Any]]]:
    """Each order that counts, with the returns that stand."""
    orders = [order for _, order in life.history.orders] if life.history else []
    standing: list[Any] = list(life.standing("returns"))
    return [
        (order, [row for row in standing if row.order_id == order.order_id])
        for order in orders
    ]


def _over_returned(life: ReplayedLife) -> object:
    return any(
        sum(row.amount_cents for row in rows) > order.amount_cents
        for order, rows in _returns(life)
    )


def _returned_before(life: ReplayedLife) -> object:
    return any(
        row.returned_at < order.ordered_at
        for order, rows in _returns(life)
        for row in rows
    )


def _returned_after(days: int) -> Feature:
    """Whether a return counts so many days after the order's window has ended."""
    return lambda life: any(
        item.day == item.order_day + (life.world.window or 10**6) + days
        for item in (life.history.returns if life.history else [])
    )


def _at_one_instant(life: ReplayedLife) -> object:
    return any(
        max(Counter(row.returned_at for row in rows).values(), default=0) > 1
        for _, rows in _returns(life)
    )


FEATURES: dict[str, Feature] = {
    "corrected by updated_at": _won_by("update"),
    "corrected by a later landing": _won_by("landing"),
    "corrected by landing, updated at one instant": _won_by("landing at one instant"),
    "corrected by a file of the same day": _won_by("file"),
    "a member withdrawn": _withdrawn("Member"),
    "an order withdrawn": _withdrawn("Order"),
    "a return withdrawn": _withdrawn("Return"),
    "an event withdrawn": _withdrawn("Event"),
    "a grant withdrawn": _withdrawn("TierGrant"),
    "a row after a tombstone": _back_again,
    "several returns of an order": lambda life: any(
        len(r) > 1 for _, r in _returns(life)
    ),
    "returns at one instant": _at_one_instant,
    "more returned than bought": _over_returned,
    "a return before its order": _returned_before,
    "a return of an unknown order": lambda life: any(
        row.feed == "order_returns" for row in life.waiting
    ),
    "a return on the last day of the window": _returned_after(-1),
    "a return on the day after the window": _returned_after(0),
}
