"""A member's score on every day, by walking the days with a moving window."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from tests.oracle.facts.member_history import MemberHistory
from tests.oracle.points.order_points import earned_points
from tests.oracle.rules.versions import Metric, Rules, Version


class Slot(NamedTuple):
    """A sum in the window; a rate has two, the second is what it is out of."""

    metric_code: str
    is_out_of: bool = False


class Contribution(NamedTuple):
    """What a fact adds to a sum, from a day on, in the window of another day."""

    begins: int
    window_of: int
    amount: int


@dataclass(frozen=True, slots=True)
class DayScore:
    """The raw numbers by metric code and the score they make on one day."""

    day: int
    raws: dict[str, int]
    score: int


def daily_scores(history: MemberHistory, rules: Rules, last: int) -> Iterator[DayScore]:
    """Yield every day from the member's first to `last`."""
    changes = _changes(history, rules)
    sums: dict[Slot, int] = {}
    judged_by: Version | None = None
    for day in range(history.first_day(), last + 1):
        moved = changes.get(day, [])
        for slot, amount in moved:
            sums[slot] = sums.get(slot, 0) + amount
        version = rules.version_on(day)
        if moved or version is not judged_by:
            judged_by = version
            raws = {metric.code: _raw(metric, sums) for metric in version.metrics}
            score = total(version, raws)
        yield DayScore(day, raws, score)


def total(version: Version, raws: dict[str, int]) -> int:
    """Return the weighted sum of the metrics in hundredths, floored once."""
    weighted = 0
    for metric in version.metrics:
        weighted += metric.weight_bp * metric.normalised(raws[metric.code])
    return weighted // 10000


def _changes(history: MemberHistory, rules: Rules) -> dict[int, list[tuple[Slot, int]]]:
    """Return what is added to and taken from each sum, day by day."""
    changes: dict[int, list[tuple[Slot, int]]] = {}
    for metric in rules.versions[0].metrics:
        parts = [
            (Slot(metric.code), _contributions(metric, metric.kinds, history, rules))
        ]
        if metric.measure == "event_rate":
            out_of = _contributions(metric, metric.out_of, history, rules)
            parts.append((Slot(metric.code, is_out_of=True), out_of))
        for slot, counted in parts:
            for begins, window_of, amount in counted:
                if rules.window is None:
                    changes.setdefault(begins, []).append((slot, amount))
                elif begins < window_of + rules.window:
                    changes.setdefault(begins, []).append((slot, amount))
                    leaves = changes.setdefault(window_of + rules.window, [])
                    leaves.append((slot, -amount))
    return changes


def _contributions(
    metric: Metric, kinds: frozenset[str], history: MemberHistory, rules: Rules
) -> list[Contribution]:
    """Return all that a metric ever counts, each with its days and amount."""
    orders, events = history.orders, history.events
    match metric.measure:
        case "order_amount":
            bought = [_on(day, order.amount_cents) for day, order in orders]
            back = [
                Contribution(item.day, item.order_day, -item.cents)
                for item in history.returns
            ]
            return bought + back
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


def _on(day: int, amount: int) -> Contribution:
    return Contribution(day, day, amount)


def _raw(metric: Metric, sums: dict[Slot, int]) -> int:
    """Return a metric's raw number from the sums in the window."""
    count = sums.get(Slot(metric.code), 0)
    if metric.measure != "event_rate":
        return count
    out_of = sums.get(Slot(metric.code, is_out_of=True), 0)
    return min(10000, 10000 * count // out_of) if out_of else 0
