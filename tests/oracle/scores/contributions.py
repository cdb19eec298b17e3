"""What facts add to the sums of a metric: how much, from which day on, for how long."""

from typing import NamedTuple

from tests.oracle.facts.member_history import MemberHistory
from tests.oracle.points.order_points import earned_points
from tests.oracle.rules.versions import Metric, Rules


class Contribution(NamedTuple):
    """What a fact adds to a sum, from a day on, in the window of another day."""

    begins: int
    window_of: int
    amount: int


def contributions(
    metric: Metric, kinds: frozenset[str], history: MemberHistory, rules: Rules
) -> list[Contribution]:
    """Return all that a metric ever counts, each with its days and amount."""
    orders, events = history.orders, history.events
    match metric.measure:
        case "order_amount":
            return _amounts(history)
        case "order_count":
            return [_on(order.day, 1) for order in orders]
        case "active_days":
            days = {order.day for order in orders} | {event.day for event in events}
            return [_on(day, 1) for day in days]
        case "base_points":
            points = earned_points(history, rules)
            return [_on(day, points[order.order_id]) for day, order in orders]
    chosen = [event for event in events if event.fact.kind in kinds]
    match metric.measure:
        case "event_count" | "event_rate":
            return [_on(event.day, 1) for event in chosen]
        case "event_value":
            return [_on(day, event.value_hundredths or 0) for day, event in chosen]
    raise ValueError(f"unknown measure {metric.measure}")


def _amounts(history: MemberHistory) -> list[Contribution]:
    """A return lowers its own day's sum, and leaves the window with its order."""
    bought = [_on(day, order.amount_cents) for day, order in history.orders]
    back = [Contribution(r.day, r.order_day, -r.cents) for r in history.returns]
    return bought + back


def _on(day: int, amount: int) -> Contribution:
    return Contribution(day, day, amount)
