"""What members are given for their tier, and what their points buy."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from loyalty_pipeline.rules.model.values import (
    Code,
    Cost,
    Kind,
    Name,
    Part,
    Priority,
    Value,
    Whole,
)

Tiers = Annotated[list[Code], Field(min_length=1)]
_VALUED = {"discount", "credit", "score_credit"}


class When(Part):
    """What must hold on the day, beside the tier, for a benefit to be offered."""

    birthday_month: Literal[True] | None = None
    engagement: (
        Annotated[
            list[Literal["active", "at_risk", "lapsed", "none"]], Field(min_length=1)
        ]
        | None
    ) = None
    min_lifetime_orders: Whole | None = None


class Benefit(Part):
    """What members of some tiers are given: a value for all, or one for each tier.

    The value of a `discount` is the share off, of a `credit` an amount of money, of a
    `score_credit` the money a point of score is worth.
    """

    code: Code
    name: Name
    kind: Literal[
        "discount", "credit", "score_credit", "gift", "service", "event_access"
    ]
    value: Value | None = None
    values: dict[Code, Value] | None = None
    tiers: Tiers
    when: When = When()
    group: Code | None = None
    priority: Priority = 0
    valid_from: date | None = None
    valid_to: date | None = None

    @model_validator(mode="after")
    def _valued(self) -> "Benefit":
        given = (self.value is not None) + (self.values is not None)
        if self.kind in _VALUED and given != 1:
            raise ValueError(f"a {self.kind} has either a value or values by tier")
        if self.kind not in _VALUED and given:
            raise ValueError(f"a {self.kind} has no value")
        if self.values is not None and set(self.values) != set(self.tiers):
            raise ValueError("values must name just the tiers of the benefit")
        return self

    @model_validator(mode="after")
    def _in_order(self) -> "Benefit":
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("valid_to must not be before valid_from")
        return self

    def value_for(self, tier: str) -> Decimal | None:
        """The value for members of a tier; None for kinds without one."""
        return self.values[tier] if self.values else self.value


class Reward(Part):
    """Something that points are redeemed for, and what it costs the programme."""

    code: Kind
    name: Name
    kind: Literal["goods", "coupon", "course", "event"]
    points: Whole
    cost: Cost
