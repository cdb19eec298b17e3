"""The typed model of a programme's rules: what a rule file may say."""

from datetime import date
from hashlib import sha256
from typing import Annotated, Literal

from pydantic import Field, model_validator

from loyalty_pipeline.rules.model.benefits import Benefit, Reward
from loyalty_pipeline.rules.model.metrics import Metric
from loyalty_pipeline.rules.model.points import Points
from loyalty_pipeline.rules.model.values import (
    Code,
    Currency,
    Days,
    Name,
    Number,
    Part,
    SomeDays,
    Threshold,
    Zone,
)


class Engagement(Part):
    """Days since the last order up to which a member is active, or at risk."""

    active_days: Days
    at_risk_days: Days

    @model_validator(mode="after")
    def _in_order(self) -> "Engagement":
        if self.at_risk_days < self.active_days:
            raise ValueError("at_risk_days must not be below active_days")
        return self


class Tier(Part):
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


class TierPolicy(Part):
    """How long a tier holds, and how it is lost."""

    validity_days: Days
    downgrade: Literal["to_score", "one_down"]


class Version(Part):
    """The numbers in force from a local day on."""

    effective_from: date | None = None
    approved_by: Name
    metrics: Annotated[list[Metric], Field(min_length=1)]
    tiers: Annotated[list[Tier], Field(min_length=1)]
    tier_policy: TierPolicy
    campaign_stacking: Literal["best_of", "additive"] = "best_of"
    points: Points


class Programme(Part):
    """A loyalty programme: one rule file."""

    programme: Code
    currency: Currency
    timezone: Zone
    scoring_window_days: SomeDays | None
    engagement: Engagement
    point_value: Annotated[Number, Field(ge=0, le=10**6, decimal_places=4)]
    benefits: list[Benefit] = Field(default=[])
    rewards: list[Reward] = Field(default=[])
    versions: Annotated[list[Version], Field(min_length=1)]

    @property
    def fingerprint(self) -> str:
        """A digest of every rule: equal fingerprints mean equal rules."""
        return sha256(self.model_dump_json().encode()).hexdigest()
