"""A member's score on every day, by walking the days with a moving window."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from tests.oracle.facts.member_history import MemberHistory
from tests.oracle.rules.versions import Metric, Rules, Version
from tests.oracle.scores.contributions import contributions


class Slot(NamedTuple):
    """A sum in the window; a rate has two, the second is what it is out of."""

    metric_code: str
    is_out_of: bool = False


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
            (Slot(metric.code), contributions(metric, metric.kinds, history, rules))
        ]
        if metric.measure == "event_rate":
            out_of = contributions(metric, metric.out_of, history, rules)
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


def _raw(metric: Metric, sums: dict[Slot, int]) -> int:
    """Return a metric's raw number from the sums in the window."""
    count = sums.get(Slot(metric.code), 0)
    if metric.measure != "event_rate":
        return count
    out_of = sums.get(Slot(metric.code, is_out_of=True), 0)
    return min(10000, 10000 * count // out_of) if out_of else 0
