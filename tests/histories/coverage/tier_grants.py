"""Features of tiers given by hand."""

from collections.abc import Iterable
from itertools import combinations
from typing import Any, NamedTuple

from tests.histories.coverage.feature import Feature, waits
from tests.histories.coverage.replayed_life import ReplayedLife

# After any day of a history.
_NO_END = 10**9


class Days(NamedTuple):
    """Days from the first to the last, both included, as ordinals."""

    first: int
    last: int

    def meet(self, other: "Days") -> bool:
        """Whether both have a day in common."""
        return self.first <= other.last and other.first <= self.last


def _grants(life: ReplayedLife) -> list[Days]:
    """The days of the grants that count."""
    grants = life.history.grants if life.history else []
    lasts = [
        g.granted_until.toordinal() if g.granted_until else _NO_END for g in grants
    ]
    return [
        Days(grant.granted_from.toordinal(), last)
        for grant, last in zip(grants, lasts, strict=True)
    ]


def _grant_over_earned(life: ReplayedLife) -> object:
    earned = [Days(e.valid_from, (e.valid_to or _NO_END) - 1) for e in life.earned()]
    return any(held.meet(given) for held in earned for given in _grants(life))


def _future_grant(life: ReplayedLife) -> object:
    grants: Iterable[Any] = life.standing("tier_grants")
    return any(grant.granted_from > life.world.as_of for grant in grants)


FEATURES: dict[str, Feature] = {
    "grants that overlap": lambda life: any(
        one.meet(other) for one, other in combinations(_grants(life), 2)
    ),
    "a grant over an earned tier": _grant_over_earned,
    "a grant without an end": lambda life: any(
        days.last == _NO_END for days in _grants(life)
    ),
    "a grant from before registration": lambda life: any(
        life.history and first < life.history.registered_on
        for first, _ in _grants(life)
    ),
    "a grant from after as_of": _future_grant,
    "a grant of an unknown tier": waits("tier_grants", "tier"),
}
