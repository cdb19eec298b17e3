"""The points that orders earn, before anything is done with them."""

from fractions import Fraction
from math import floor

from tests.oracle.facts.feeds import Order
from tests.oracle.facts.member_history import MemberHistory
from tests.oracle.rules.versions import Rules, Version


def exact_points(order: Order, version: Version) -> Fraction:
    """Return what an order is worth in points, before any rounding."""
    return Fraction(order.amount_cents, 100) * version.rate


def earned_points(history: MemberHistory, rules: Rules) -> dict[str, int]:
    """Return the points of each order, walking the orders as they happened."""
    points: dict[str, int] = {}
    so_far: dict[int, Fraction] = {}
    ordered = sorted(history.orders, key=lambda o: (o.fact.ordered_at, o.fact.order_id))
    for day, order in ordered:
        version = rules.version_on(day)
        base = exact_points(order, version)
        before = so_far.get(version.number, Fraction(0)) if version.carry else 0
        so_far[version.number] = before + base
        points[order.order_id] = floor(before + base) - floor(before)
    return points
