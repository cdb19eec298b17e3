"""The parts of a score: what is measured, how it weighs, and what counts as full."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from loyalty_pipeline.rules.model.measures import MEASURES, MeasureName
from loyalty_pipeline.rules.model.values import Amount, Code, Kind, Part, Weight

Kinds = Annotated[list[Kind], Field(min_length=1, strict=True)]


class Metric(Part):
    """One part of the score: a measure, its weight and the target that counts full.

    With `normalise: none` it has no target: natural units count one for one.
    """

    code: Code
    measure: MeasureName
    kinds: Kinds | None = None
    out_of: Kinds | None = None
    weight: Weight
    target: Amount | None = None
    normalise: Literal["none"] | None = None

    @model_validator(mode="after")
    def _kinds_fit(self) -> "Metric":
        needed = MEASURES[self.measure].needs
        for key in ("kinds", "out_of"):
            if (key in needed) != (getattr(self, key) is not None):
                verb = "needs" if key in needed else "takes no"
                raise ValueError(f"the measure {self.measure} {verb} {key}")
        return self

    @model_validator(mode="after")
    def _one_scale(self) -> "Metric":
        if (self.target is None) == (self.normalise is None):
            raise ValueError("must have either a target or normalise: none")
        raw_units = MEASURES[self.measure].raw_units
        if self.target is not None and self.target * raw_units % 1:
            raise ValueError(f"the measure {self.measure} takes a whole target")
        return self

    @property
    def target_raw(self) -> int | None:
        """The target in the raw unit of the measure; None where nothing is full."""
        if self.target is None:
            return None
        return int(self.target * MEASURES[self.measure].raw_units)
