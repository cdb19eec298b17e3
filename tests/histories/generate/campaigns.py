"""The campaigns of a world: when each is on, what it gives, how it is delivered."""

from dataclasses import replace
from random import Random

from tests.histories.compare.write_landing import with_positions
from tests.histories.generate.campaign_deliveries import (
    Deliver,
    as_any_fact,
    delivered_and_withdrawn,
    delivered_once,
    shortened,
)
from tests.histories.generate.campaign_terms import (
    DrawTerms,
    benefit_for_all,
    benefit_for_some,
    limited_points,
    limited_points_with,
    points_for_a_tier,
    points_for_all,
    ten_points,
    triple_for_targets,
)
from tests.histories.generate.campaign_windows import (
    DrawWindow,
    around_notable_days,
    for_years,
    on_last_day,
    since_second_version,
    until_last_day,
)
from tests.histories.generate.life import Life
from tests.histories.generate.world import World
from tests.oracle.facts.feeds import Campaign, Facts

# As bytes they are in another order than they are drawn in.
_NAMES = [*("c10", "c9", "C", "a"), *(f"p{n}" for n in range(16, 0, -1))]
_PLAN: list[tuple[DrawWindow, DrawTerms, Deliver]] = [
    # At first two tie, and then one more that comes first.
    *[(for_years, ten_points(priority=0), delivered_once)] * 2,
    (since_second_version, ten_points(priority=1), delivered_once),
    (for_years, triple_for_targets, delivered_once),
    (for_years, points_for_a_tier, delivered_once),
    (for_years, limited_points_with(wallet="lost"), delivered_once),
    (for_years, limited_points_with(min_tier="emerald"), delivered_once),
    (for_years, points_for_all, delivered_and_withdrawn),
    (around_notable_days, points_for_all, shortened),
    *[(around_notable_days, points_for_all, as_any_fact)] * 2,
    *[(around_notable_days, limited_points, as_any_fact)] * 3,
    (around_notable_days, benefit_for_some, as_any_fact),
    (until_last_day, benefit_for_all, delivered_once),
    *[(on_last_day, benefit_for_some, delivered_once)] * 2,
    *[(on_last_day, benefit_for_some, as_any_fact)] * 2,
]


def with_campaigns(random: Random, world: World) -> World:
    """Draw campaigns, which all members of a world share."""
    rows: list[Campaign] = []
    for name, (when, what, how) in zip(_NAMES, _PLAN, strict=True):
        starts_at, ends_at = when(random, world)
        terms = what(random, world)
        named = (name, f"Campaign {name}", terms.pop("kind"))
        campaign = replace(Campaign(*named, starts_at, ends_at), **terms)
        rows += how(random, world, campaign)
    (shared,) = with_positions([Life("", Facts(campaigns=rows))])
    return replace(world, campaigns=tuple(shared.facts.campaigns))
