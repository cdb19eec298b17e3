"""The typed model of a programme's rules: what a rule file may say.

Numbers are read as exact decimals of the digits written and leave as integers: weights
and rates in basis points, money in cents, scores in hundredths.
"""

from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)


def _written(value: object) -> object:
    """A number as the loader read it: by its digits, so 0.6 is six tenths exactly."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError("must be a number")
    return Decimal(value)


def _zone(name: str) -> str:
    known = files("tzdata").joinpath("zones").read_text(encoding="utf-8")
    if name not in known.split():
        raise ValueError("must be an IANA time zone such as Asia/Shanghai")
    return name


Number = Annotated[Decimal, BeforeValidator(_written)]
Share = Annotated[Number, Field(gt=0, le=1, decimal_places=4)]
Amount = Annotated[Number, Field(gt=0, le=10**9, decimal_places=2)]
Threshold = Annotated[Number, Field(ge=0, le=10**9, decimal_places=2)]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Kind = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{1,64}$")]
Name = Annotated[str, Field(min_length=1, max_length=80)]
Days = Annotated[int, Field(ge=0, le=3_660)]
SomeDays = Annotated[int, Field(ge=1, le=3_660)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Engagement(_Part):
    """Days since the last order up to which a member is active, or at risk."""

    active_days: Days
    at_risk_days: Days

    @model_validator(mode="after")
    def _in_order(self) -> "Engagement":
        if self.at_risk_days < self.active_days:
            raise ValueError("at_risk_days must not be below active_days")
        return self


class Metric(_Part):
    """One part of the score: a measure, its weight and the target that counts full."""

    code: Code
    measure: Literal["order_amount", "active_days", "event_rate"]
    kinds: Annotated[list[Kind], Field(min_length=1, strict=True)] | None = None
    out_of: Annotated[list[Kind], Field(min_length=1, strict=True)] | None = None
    weight: Share
    target: Amount

    @model_validator(mode="after")
    def _kinds_fit(self) -> "Metric":
        needs = self.measure == "event_rate"
        for key in ("kinds", "out_of"):
            if needs != (getattr(self, key) is not None):
                verb = "needs" if needs else "takes no"
                raise ValueError(f"the measure {self.measure} {verb} {key}")
        return self


class Tier(_Part):
    """A level of the programme and the scores that reach it."""

    code: Code
    name: Name
    at_least: Threshold | None = None
    above: Threshold | None = None

    @model_validator(mode="after")
    def _one_threshold(self) -> "Tier":
        if (self.at_least is None) == (self.above is None):
            raise ValueError("must have either at_least or above")
        return self

    @property
    def minimum_hundredths(self) -> int:
        """The lowest score that reaches the tier: scores are whole hundredths."""
        if self.above is not None:
            return int(self.above * 100) + 1
        assert self.at_least is not None
        return int(self.at_least * 100)


class TierPolicy(_Part):
    """How long a tier holds, and how it is lost."""

    validity_days: Days
    downgrade: Literal["to_score", "one_down"]


class Points(_Part):
    """What an order earns, when it may be spent and when it expires."""

    per_currency_unit: Annotated[Number, Field(gt=0, le=1000, decimal_places=6)]
    rounding: Literal["floor"] = "floor"
    pending_days: Days = 0
    validity_days: SomeDays | None
    clawback_days: Days | None = None
    tier_multipliers: dict[
        Code, Annotated[Number, Field(ge=1, le=100, decimal_places=4)]
    ] = {}


class Benefit(_Part):
    """What members of some tiers are given."""

    code: Code
    name: Name
    kind: Literal["discount"]
    value: Share
    tiers: Annotated[list[Code], Field(min_length=1)]
    group: Code | None = None
    priority: Annotated[int, Field(ge=-(10**6), le=10**6)] = 0


class Version(_Part):
    """The numbers in force from a local day on."""

    effective_from: date | None = None
    approved_by: Name
    metrics: Annotated[list[Metric], Field(min_length=1)]
    tiers: Annotated[list[Tier], Field(min_length=1)]
    tier_policy: TierPolicy
    campaign_stacking: Literal["best_of", "additive"] = "best_of"
    points: Points


class Programme(_Part):
    """A loyalty programme: one rule file."""

    programme: Code
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")]
    timezone: Annotated[str, AfterValidator(_zone)]
    scoring_window_days: SomeDays | None
    engagement: Engagement
    point_value: Annotated[Number, Field(ge=0, le=10**6, decimal_places=4)]
    benefits: list[Benefit] = []
    versions: Annotated[list[Version], Field(min_length=1)]
