"""Troubles with tiers given by hand."""

from collections.abc import Iterable
from itertools import combinations
from typing import Any

from tests.histories.coverage.feature import Feature, waits
from tests.histories.coverage.replayed_life import ReplayedLife


def _grants(life: ReplayedLife) -> list[tuple[int, int]]:
    """The days of the grants that count, both included."""
    grants = life.history.grants if life.history else []
    return [
        (
            g.granted_from.toordinal(),
            g.granted_until.toordinal() if g.granted_until else 10**9,
        )
        for g in grants
    ]


def _grant_over_earned(life: ReplayedLife) -> object:
    earned = [(e.valid_from, (e.valid_to or 10**9) - 1) for e in life.earned()]
    return any(_meet(held, given) for held in earned for given in _grants(life))


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _future_grant(life: ReplayedLife) -> object:
    grants: Iterable[Any] = life.standing("tier_grants")
    return any(grant.granted_from > life.world.as_of for grant in grants)


FEATURES: dict[str, Feature] = {
    "grants that overlap": lambda life: any(
        _meet(one, other) for one, other in combinations(_grants(life), 2)
    ),
    "a grant over an earned tier": _grant_over_earned,
    "a grant without an end": lambda life: any(
        last == 10**9 for _, last in _grants(life)
    ),
    "a grant from before registration": lambda life: any(
        life.history and first < life.history.registered_on
        for first, _ in _grants(life)
    ),
    "a grant from after as_of": _future_grant,
    "a grant of an unknown tier": waits("tier_grants", "tier"),
}
