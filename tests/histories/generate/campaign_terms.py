"""What campaigns give, and to whom.

Few points, caps, amounts and priorities are drawn from, so that campaigns often tie.
"""

from collections.abc import Callable
from fractions import Fraction
from random import Random
from typing import Any

from tests.histories.generate.benefit_rules import EVENT_GROUP, PRICE_GROUP
from tests.histories.generate.points_rules import ENDLESS_WALLET, SHORT_WALLET
from tests.histories.generate.scoring_rules import PRICES
from tests.histories.generate.world import World

Terms = dict[str, Any]
DrawTerms = Callable[[Random, World], Terms]


def _points(random: Random, world: World) -> dict[str, Any]:
    del world
    factor = Fraction(random.choice(["1.0001", "1.5", "2", "3"]))
    given = random.choice([1, 10, 10, 25])
    return random.choice(
        [
            {"kind": "points_multiplier", "multiplier": factor},
            {"kind": "bonus_points", "bonus_points": given},
        ]
    )


def points_for_all(random: Random, world: World) -> Terms:
    """Points for everybody, perhaps not many in all."""
    return {
        **_points(random, world),
        "max_points_per_member": random.choice([None, 15, 25]),
        "wallet": random.choice(["main", "main", SHORT_WALLET, ENDLESS_WALLET]),
        "priority": random.choice([0, 0, 1]),
    }


def ten_points(priority: int) -> DrawTerms:
    """Ten points for everybody."""
    fixed = {"kind": "bonus_points", "bonus_points": 10, "priority": priority}

    def drawn(random: Random, world: World) -> Terms:
        return {**points_for_all(random, world), "multiplier": None, **fixed}

    return drawn


def limited_points(random: Random, world: World) -> dict[str, Any]:
    """Points for some, of some orders, and only so many of them."""
    return {
        **_points(random, world),
        "audience": random.choice(["all", "all", "targeted"]),
        "min_tier": random.choice([None, None, *world.structure.tiers]),
        "min_order_amount_cents": random.choice([None, 0, *PRICES * 2, PRICES[1] + 1]),
        "max_points_per_member": random.choice([None, None, 0, 15, 30]),
        "budget_points": random.choice([None, 0, 100, 10**6]),
        "priority": random.choice([-1, 0, 0, 1]),
        "wallet": random.choice(["main", "main", "main", SHORT_WALLET, ENDLESS_WALLET]),
    }


def limited_points_with(**fixed: Any) -> DrawTerms:
    """Limited points of which some terms are not drawn."""
    return lambda random, world: {**limited_points(random, world), **fixed}


def triple_for_targets(random: Random, world: World) -> Terms:
    """Three times the points for those targeted."""
    given = {"kind": "points_multiplier", "multiplier": Fraction(3)}
    drawn = {**limited_points(random, world), "bonus_points": None, "min_tier": None}
    return {**drawn, **given, "audience": "targeted"}


def points_for_a_tier(random: Random, world: World) -> Terms:
    """Limited points for all who hold a tier."""
    tier = random.choice(world.structure.tiers)
    return {**limited_points(random, world), "audience": "all", "min_tier": tier}


def benefit_for_some(random: Random, world: World) -> dict[str, Any]:
    """No points, and perhaps in one group with others and with those of the rules."""
    share = Fraction(random.choice(["0.05", "0.1", "0.1", "0.0001"]))
    return {
        **limited_points(random, world),
        **random.choice(
            [
                {"kind": "discount", "discount": share, "benefit_group": PRICE_GROUP},
                {"kind": "discount", "discount": share},
                {"kind": "exclusive_event", "benefit_group": EVENT_GROUP},
                {"kind": "exclusive_event"},
            ]
        ),
    }


def benefit_for_all(random: Random, world: World) -> Terms:
    """Such a benefit for whoever comes."""
    return {**benefit_for_some(random, world), "audience": "all", "min_tier": None}
