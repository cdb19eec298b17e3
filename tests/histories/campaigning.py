"""The campaigns of a world: some on for years, some at hot instants, some today."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from tests.histories.deliveries import Stamp, deliver
from tests.histories.landing import laid_out
from tests.histories.lives import Life
from tests.histories.terms import Terms, benefit, limited, limited_to, plain, tiered
from tests.histories.windows import Window, for_years, hot, today
from tests.histories.worlds import World
from tests.oracle.facts import Campaign, Facts

_DAY = timedelta(days=1)
# As bytes they are in another order than they are drawn in.
_NAMES = [*("c10", "c9", "C", "a"), *(f"p{n}" for n in range(13, 0, -1))]
_PLAN: list[
    tuple[Callable[[Random, World], Window], Callable[[Random, World], Terms]]
] = [
    *[(for_years, plain)] * 3,
    (for_years, limited_to(audience="targeted", min_tier=None)),
    (for_years, tiered),
    (hot, limited_to(wallet="lost")),
    (hot, limited_to(min_tier="emerald")),
    *[(hot, plain)] * 2,
    *[(hot, limited)] * 3,
    (hot, benefit),
    *[(today, benefit)] * 4,
]


def campaigned(random: Random, world: World) -> World:
    """Draw campaigns, which all members of a world share."""
    rows: list[Campaign] = []
    for name, (when, what) in zip(_NAMES, _PLAN, strict=True):
        starts_at, ends_at = when(random, world)
        drawn = what(random, world)
        campaign = Campaign(
            name, f"Campaign {name}", drawn.pop("kind"), starts_at, ends_at
        )
        rows += _delivered(random, world, replace(campaign, **drawn))
    (shared,) = laid_out([Life("", Facts(campaigns=rows))])
    return replace(world, campaigns=tuple(shared.facts.campaigns))


def _delivered(random: Random, world: World, campaign: Campaign) -> list[Campaign]:
    """A campaign of years comes once; others are corrected like any row."""
    if campaign.ends_at - campaign.starts_at > 500 * _DAY:
        return [replace(campaign, **Stamp(0).marks(world.landing_days))]
    befores: list[dict[str, Any]] = [
        *[{"ends_at": campaign.ends_at + 30 * _DAY}] * 3,
        *[{"starts_at": campaign.starts_at - 30 * _DAY}] * 3,
        {"kind": "exclusive_event"},
        {"audience": "targeted"},
        {"wallet": "lost"},
        {"min_tier": "emerald"},
        {"priority": 9},
    ]
    return deliver(random, world.landing_days, campaign, **random.choice(befores))
