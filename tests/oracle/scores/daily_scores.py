"""A member's score on every day, by walking the days with a moving window."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.oracle.facts.member_history import MemberHistory
from tests.oracle.points.order_points import earned_points
from tests.oracle.rules.versions import Metric, Rules, Version

# A sum in the window: the metric's code, and whether it is what a rate is out of.
Slot = tuple[str, bool]
# The day something begins to count, the day it is in the window for, how much it is.
Entry = tuple[int, int, int]


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
        parts = [((metric.code, False), _entries(metric, metric.kinds, history, rules))]
        if metric.measure == "event_rate":
            out_of = _entries(metric, metric.out_of, history, rules)
            parts.append(((metric.code, True), out_of))
        for slot, entries in parts:
            for begins, anchor, amount in entries:
                if rules.window is None:
                    changes.setdefault(begins, []).append((slot, amount))
                elif begins < anchor + rules.window:
                    changes.setdefault(begins, []).append((slot, amount))
                    leaves = changes.setdefault(anchor + rules.window, [])
                    leaves.append((slot, -amount))
    return changes


def _entries(
    metric: Metric, kinds: frozenset[str], history: MemberHistory, rules: Rules
) -> list[Entry]:
    """Return all that a metric ever counts, each with its days and amount."""
    orders, events = history.orders, history.events
    match metric.measure:
        case "order_amount":
            bought = [(day, day, order.amount_cents) for day, order in orders]
            back = [(r.day, r.order_day, -r.cents) for r in history.returns]
            return bought + back
        case "order_count":
            return [(day, day, 1) for day, _ in orders]
        case "active_days":
            days = {day for day, _ in orders} | {day for day, _ in events}
            return [(day, day, 1) for day in days]
        case "base_points":
            points = earned_points(history, rules)
            return [(day, day, points[order.order_id]) for day, order in orders]
    chosen = [(day, event) for day, event in events if event.kind in kinds]
    match metric.measure:
        case "event_count" | "event_rate":
            return [(day, day, 1) for day, _ in chosen]
        case "event_value":
            return [(day, day, event.value_hundredths or 0) for day, event in chosen]
    raise ValueError(f"unknown measure {metric.measure}")


def _raw(metric: Metric, sums: dict[Slot, int]) -> int:
    """Return a metric's raw number from the sums in the window."""
    count = sums.get((metric.code, False), 0)
    if metric.measure != "event_rate":
        return count
    out_of = sums.get((metric.code, True), 0)
    return min(10000, 10000 * count // out_of) if out_of else 0
