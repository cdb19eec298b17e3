"""What a metric can measure: each measure with its unit and what SQL keeps of it."""

from dataclasses import dataclass
from typing import Literal

MeasureName = Literal[
    "order_amount",
    "order_count",
    "active_days",
    "event_count",
    "event_value",
    "event_rate",
    "base_points",
]


@dataclass(frozen=True)
class Measure:
    """How one thing is counted; the macro `metric_of_day` says what adds up to it.

    `raw_units` are those in one natural unit: cents in a currency unit, hundredths in
    an event's value, basis points in a percent; 1 where whole things are counted.
    `needs` are the keys of a rule file that say which events count.
    With a denominator, a running sum of its own, it is a rate: one sum out of another.
    What leaves the window is what entered it, or that less what was returned since.
    """

    raw_units: int = 1
    needs: frozenset[str] = frozenset()
    has_denominator: bool = False
    leaves_less_returns: bool = False


MEASURES: dict[MeasureName, Measure] = {
    "order_amount": Measure(raw_units=100, leaves_less_returns=True),
    "order_count": Measure(),
    "active_days": Measure(),
    "event_count": Measure(needs=frozenset({"kinds"})),
    "event_value": Measure(raw_units=100, needs=frozenset({"kinds"})),
    "event_rate": Measure(
        raw_units=100, needs=frozenset({"kinds", "out_of"}), has_denominator=True
    ),
    "base_points": Measure(),
}
