"""The benefits and rewards of a rules file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.oracle.exact_numbers import exact, whole

# Of how many units one is written: cents, or basis points.
UNITS = {"discount": 10000, "credit": 100, "score_credit": 10000}


@dataclass(frozen=True)
class Benefit:
    """What members of some tiers are offered, with its value by tier.

    A value is in cents for a `credit`, in basis points for a `discount` (the share off)
    and a `score_credit` (money a point of score is worth); other kinds have none.
    Days are ordinals, both included; None has no end.
    """

    code: str
    kind: str
    tiers: frozenset[str]
    values: Mapping[str, int] = field(hash=False)
    group: str | None
    priority: int
    first_day: int | None
    last_day: int | None
    birthday_month: bool
    engagement: frozenset[str] | None
    min_lifetime_orders: int


@dataclass(frozen=True)
class Reward:
    """What points are redeemed for."""

    code: str
    name: str
    kind: str
    points: int
    cost_cents: int


def read_benefit(given: Mapping[str, Any]) -> Benefit:
    """Read a benefit, its value being one for all tiers or one for each."""
    kind, when = given["kind"], given.get("when") or {}
    by_tier = given.get("values") or {}
    if given.get("value") is not None:
        by_tier = dict.fromkeys(given["tiers"], given["value"])
    engagement = when.get("engagement")
    return Benefit(
        code=given["code"],
        kind=kind,
        tiers=frozenset(given["tiers"]),
        values={tier: whole(exact(v) * UNITS[kind]) for tier, v in by_tier.items()},
        group=given.get("group"),
        priority=given.get("priority") or 0,
        first_day=_day(given.get("valid_from")),
        last_day=_day(given.get("valid_to")),
        birthday_month=bool(when.get("birthday_month")),
        engagement=None if engagement is None else frozenset(engagement),
        min_lifetime_orders=when.get("min_lifetime_orders") or 0,
    )


def read_reward(given: Mapping[str, Any]) -> Reward:
    """Read a reward; its cost is in units of the currency."""
    cents = whole(exact(given["cost"]) * 100)
    named = (given["code"], given["name"], given["kind"])
    return Reward(*named, given["points"], cents)


def _day(text: object) -> int | None:
    return date.fromisoformat(str(text)).toordinal() if text else None
