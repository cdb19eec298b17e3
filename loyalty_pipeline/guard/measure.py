"""One number about a day, for a rule to be held against."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median


@dataclass(frozen=True)
class Measure:
    """A number about a day, None where there is nothing to tell it by.

    `rows` are the rows that it concerns, `days` those that it was compared with; `says`
    tells it in words. `followed` are the later days that have landed with it.
    """

    value: float | None
    rows: float = 0
    days: int = 0
    says: str = ""
    followed: int = 0


def to_trailing(
    day: date, now: float, earlier: Mapping[date, float], let_in: Iterable[date]
) -> tuple[float, float] | None:
    """How many times a usual day's number a day has, and that number.

    Usual is the median of earlier days, or of those of the same weekday, or a day that
    somebody let in in spite of what was found: whichever comes nearest.
    """
    known = {each: number for each, number in earlier.items() if number > 0}
    if not known:
        return None
    usual = [median(known.values())]
    same = [n for each, n in known.items() if each.weekday() == day.weekday()]
    usual += [median(same)] if same else []
    usual += [known[each] for each in let_in if each in known]
    nearest = min(usual, key=lambda number: _times(now, number))
    return now / nearest, nearest


def _times(one: float, other: float) -> float:
    """How many times the smaller of two numbers the larger is."""
    low, high = sorted((one, other))
    return high / low if low else float("inf")
