"""Random benefits and rewards of a programme, and how its campaigns stack."""

from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

from tests.histories.generate.programmes import Document
from tests.histories.generate.structures import Structure

# Groups of the rules, in which campaigns are as well.
PRICE_GROUP, EVENT_GROUP = "price", "doors"
KNOWN_REWARDS, UNKNOWN_REWARD = ("mug", "course"), "nothing"

_DAY = timedelta(days=1)
_WAYS = ["best_of", "best_of", "additive", None]
_SHARES = [Decimal(share) for share in ("0.05", "0.1", "0.1", "0.25")]
_REWARDS = [
    {"code": KNOWN_REWARDS[0], "name": "A mug", "kind": "goods", "points": 40},
    {"code": KNOWN_REWARDS[1], "name": "A course", "kind": "course", "points": 150},
]
_COSTS = [Decimal(cost) for cost in ("0", "0.01", "2.5")]


def with_benefits_and_rewards(
    random: Random, document: Document, structure: Structure
) -> Document:
    """Draw benefits and rewards, and for each version how campaigns stack."""
    ways = random.sample(_WAYS, len(document["versions"]))
    versions = [
        {**version, **({"campaign_stacking": way} if way else {})}
        for version, way in zip(document["versions"], ways, strict=True)
    ]
    return {
        **document,
        "versions": versions,
        "benefits": [
            {"code": code, "name": code.title(), **benefit}
            for code, benefit in _benefits(random, structure).items()
        ],
        "rewards": [{**reward, "cost": random.choice(_COSTS)} for reward in _REWARDS],
    }


def _benefits(random: Random, structure: Structure) -> dict[str, dict[str, Any]]:
    """Benefits by code: some compete, some are for certain days or people."""
    everybody = {"tiers": [*structure.tiers]}
    off = _discount(random, structure)
    ratio = Decimal(random.choice(["0.3", "0.0001", "1.5"]))
    door = {"kind": "event_access", "group": EVENT_GROUP}
    return {
        # Of one group off_b comes before off_a, of the other party_a before party_b.
        "off_a": {**off, "group": PRICE_GROUP},
        "off_b": {**off, "group": PRICE_GROUP, "priority": 1},
        "party_a": {**everybody, **door},
        "party_b": {**_some(random, structure), **door},
        "off_alone": _discount(random, structure),
        "score": {**everybody, "kind": "score_credit", "value": ratio},
        "money": {
            "kind": "credit",
            **_by_tier(random, structure, [Decimal(5), Decimal("0.01")]),
            "when": {"min_lifetime_orders": random.choice([2, 3])},
        },
        **_gifts(random, structure),
    }


def _gifts(random: Random, structure: Structure) -> dict[str, dict[str, Any]]:
    """Benefits without a value, each on some days or on some condition."""
    today = structure.as_of
    gift = {"tiers": [*structure.tiers], "kind": "gift"}
    return {
        "birthday": {**gift, "when": {"birthday_month": True}},
        "awake": {**gift, "kind": "service", "when": {"engagement": ["active"]}},
        "asleep": {**gift, "when": {"engagement": ["at_risk", "lapsed", "none"]}},
        "begins": {**gift, "valid_from": today},
        "ends": {**gift, "valid_from": today - 40 * _DAY, "valid_to": today},
        "over": {**gift, "valid_to": today - _DAY},
        "coming": {**gift, "valid_from": today + _DAY},
        "rare": {
            **gift,
            "valid_to": today + random.choice([0, 1, 400]) * _DAY,
            "when": {
                "birthday_month": True,
                "engagement": ["active", "at_risk"],
                "min_lifetime_orders": 2,
            },
        },
    }


def _discount(random: Random, structure: Structure) -> dict[str, Any]:
    """One value for all tiers or one for each, not always better for the better."""
    one = {**_some(random, structure), "value": random.choice(_SHARES)}
    each = _by_tier(random, structure, _SHARES)
    return {"kind": "discount", **random.choice([one, each])}


def _by_tier(
    random: Random, structure: Structure, values: list[Decimal]
) -> dict[str, Any]:
    tiers = _some(random, structure)["tiers"]
    return {"tiers": tiers, "values": {tier: random.choice(values) for tier in tiers}}


def _some(random: Random, structure: Structure) -> dict[str, Any]:
    """All tiers, or all but one."""
    without = random.choice([None, *structure.tiers])
    some = [tier for tier in structure.tiers if tier != without]
    return {"tiers": some or [*structure.tiers]}
