"""The campaigns of a world: some on for years, some at hot instants, some today."""

from dataclasses import replace
from random import Random

from tests.histories.compare.write_landing import laid_out
from tests.histories.generate.campaign_deliveries import (
    How,
    anyhow,
    once,
    shortened,
    withdrawn,
)
from tests.histories.generate.campaign_terms import (
    Draw,
    benefit,
    limited,
    limited_to,
    open_benefit,
    plain,
    ten,
    threefold,
    tiered,
)
from tests.histories.generate.campaign_windows import (
    When,
    for_years,
    hot,
    lately,
    today,
    until_today,
)
from tests.histories.generate.life import Life
from tests.histories.generate.world import World
from tests.oracle.facts.feeds import Campaign, Facts

# As bytes they are in another order than they are drawn in.
_NAMES = [*("c10", "c9", "C", "a"), *(f"p{n}" for n in range(16, 0, -1))]
_PLAN: list[tuple[When, Draw, How]] = [
    # At first two tie, and then one more that comes first.
    *[(for_years, ten(priority=0), once)] * 2,
    (lately, ten(priority=1), once),
    (for_years, threefold, once),
    (for_years, tiered, once),
    (for_years, limited_to(wallet="lost"), once),
    (for_years, limited_to(min_tier="emerald"), once),
    (for_years, plain, withdrawn),
    (hot, plain, shortened),
    *[(hot, plain, anyhow)] * 2,
    *[(hot, limited, anyhow)] * 3,
    (hot, benefit, anyhow),
    (until_today, open_benefit, once),
    *[(today, benefit, once)] * 2,
    *[(today, benefit, anyhow)] * 2,
]


def campaigned(random: Random, world: World) -> World:
    """Draw campaigns, which all members of a world share."""
    rows: list[Campaign] = []
    for name, (when, what, how) in zip(_NAMES, _PLAN, strict=True):
        starts_at, ends_at = when(random, world)
        terms = what(random, world)
        named = (name, f"Campaign {name}", terms.pop("kind"))
        campaign = replace(Campaign(*named, starts_at, ends_at), **terms)
        rows += how(random, world, campaign)
    (shared,) = laid_out([Life("", Facts(campaigns=rows))])
    return replace(world, campaigns=tuple(shared.facts.campaigns))
