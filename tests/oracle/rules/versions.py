"""A programme's rules as exact numbers, version by version."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor

from tests.oracle.rules.benefits_and_rewards import Benefit, Reward

# Measures whose raw number counts hundredths of the natural unit.
IN_HUNDREDTHS = {"order_amount", "event_value", "event_rate"}


@dataclass(frozen=True)
class Metric:
    """One part of the score."""

    code: str
    measure: str
    kinds: frozenset[str]
    out_of: frozenset[str]
    weight_bp: int
    target_raw: int | None

    def normalised(self, raw: int) -> int:
        """Return the raw number on the scale of the score, in hundredths."""
        if self.target_raw is not None:
            return min(10000, max(0, raw) * 10000 // self.target_raw)
        return max(0, raw) * (1 if self.measure in IN_HUNDREDTHS else 100)


@dataclass(frozen=True)
class Tier:
    """A tier and the score that reaches it, in hundredths."""

    code: str
    name: str
    bound: Fraction
    strictly_above: bool

    def met_by(self, score: int) -> bool:
        """Tell whether a score reaches the tier."""
        return score > self.bound if self.strictly_above else score >= self.bound

    def lowest_score(self) -> int:
        """Return the smallest whole number of hundredths that reaches the tier."""
        return floor(self.bound) + 1 if self.strictly_above else ceil(self.bound)


@dataclass(frozen=True)
class EventPoints:
    """What an event of one kind is worth, and how many count a member and day."""

    points: int
    max_per_day: int | None


@dataclass(frozen=True)
class Version:
    """The rules in force from one day on (the first version: from ever on).

    Days that are None have no end. Points are valid for `validity_days` of their
    wallet, in which `main` always is.
    """

    number: int
    first_day: int
    metrics: tuple[Metric, ...]
    tiers: tuple[Tier, ...]
    tier_days: int | None
    one_down: bool
    additive: bool
    rate: Fraction
    carry: bool
    pending_days: int
    multipliers: Mapping[str, Fraction] = field(hash=False)
    events: Mapping[str, EventPoints] = field(hash=False)
    validity_days: Mapping[str, int | None] = field(hash=False)
    clawback_days: int | None
    reinstate_within_days: int | None


@dataclass(frozen=True)
class Rules:
    """A programme: its currency, timezone, window, versions in order and offers.

    Up to so many days after an order a member is active, and then at risk.
    """

    currency: str
    timezone: str
    window: int | None
    versions: tuple[Version, ...]
    active_days: int
    at_risk_days: int
    benefits: tuple[Benefit, ...]
    rewards: tuple[Reward, ...]

    def rank_of(self, code: str | None) -> int:
        """Return the rank of a tier, 0 for `none` and where no tier is asked for."""
        if code is None or code == "none":
            return 0
        return [tier.code for tier in self.versions[0].tiers].index(code) + 1

    def version_on(self, day: int) -> Version:
        """Return the version in force on a day."""
        for version in reversed(self.versions):
            if version.first_day <= day:
                return version
        raise ValueError("the first version has no start")
