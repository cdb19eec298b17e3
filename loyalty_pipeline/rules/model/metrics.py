"""The parts of a score: what is measured, how it weighs, and what counts as full."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from loyalty_pipeline.rules.model.values import Amount, Code, Kind, Part, Weight

# Raw units in one natural unit: cents in a currency unit, basis points in a percent,
# hundredths in an event's value. Of the others the natural unit is counted whole.
RAW_UNITS = {
    "order_amount": 100,
    "order_count": 1,
    "active_days": 1,
    "event_count": 1,
    "event_value": 100,
    "event_rate": 100,
    "base_points": 1,
}
Measure = Literal[
    "order_amount",
    "order_count",
    "active_days",
    "event_count",
    "event_value",
    "event_rate",
    "base_points",
]
Kinds = Annotated[list[Kind], Field(min_length=1, strict=True)]
_NEEDS = {
    "event_count": {"kinds"},
    "event_value": {"kinds"},
    "event_rate": {"kinds", "out_of"},
}


class Metric(Part):
    """One part of the score: a measure, its weight and the target that counts full.

    With `normalise: none` it has no target: natural units count one for one.
    """

    code: Code
    measure: Measure
    kinds: Kinds | None = None
    out_of: Kinds | None = None
    weight: Weight
    target: Amount | None = None
    normalise: Literal["none"] | None = None

    @model_validator(mode="after")
    def _kinds_fit(self) -> "Metric":
        needed = _NEEDS.get(self.measure, set())
        for key in ("kinds", "out_of"):
            if (key in needed) != (getattr(self, key) is not None):
                verb = "needs" if key in needed else "takes no"
                raise ValueError(f"the measure {self.measure} {verb} {key}")
        return self

    @model_validator(mode="after")
    def _one_scale(self) -> "Metric":
        if (self.target is None) == (self.normalise is None):
            raise ValueError("must have either a target or normalise: none")
        if self.target is not None and self.target * RAW_UNITS[self.measure] % 1:
            raise ValueError(f"the measure {self.measure} takes a whole target")
        return self

    @property
    def target_raw(self) -> int | None:
        """The target in the raw unit of the measure; None where nothing is full."""
        if self.target is None:
            return None
        return int(self.target * RAW_UNITS[self.measure])
