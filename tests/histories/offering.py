"""What a random programme offers beside points, and how its campaigns stack."""

from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

from tests.histories.programmes import Document
from tests.histories.structures import Structure

# Groups of the rules, in which campaigns are as well.
PRICE, DOORS = "price", "doors"
KNOWN, UNKNOWN = ("mug", "course"), "nothing"

_DAY = timedelta(days=1)
_WAYS = ["best_of", "best_of", "additive", None]
_SHARES = [Decimal(share) for share in ("0.05", "0.1", "0.1", "0.25")]
_REWARDS = [
    {"code": KNOWN[0], "name": "A mug", "kind": "goods", "points": 40},
    {"code": KNOWN[1], "name": "A course", "kind": "course", "points": 150},
]
_COSTS = [Decimal(cost) for cost in ("0", "0.01", "2.5")]


def with_offers(random: Random, document: Document, structure: Structure) -> Document:
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
    ratio = Decimal(random.choice(["0.3", "0.0001", "1.5"]))
    return {
        # In one group, with equal values and perhaps equal priorities.
        "off_a": {**_discount(random, structure), "group": PRICE},
        "off_b": {**_discount(random, structure), "group": PRICE},
        "off_alone": _discount(random, structure),
        "score": {**everybody, "kind": "score_credit", "value": ratio},
        "money": {
            "kind": "credit",
            **_by_tier(random, structure, [Decimal(5), Decimal("0.01")]),
            "when": {"min_lifetime_orders": random.choice([1, 2, 3])},
        },
        "birthday": {**everybody, "kind": "gift", "when": {"birthday_month": True}},
        "awake": {**everybody, "kind": "service", "when": {"engagement": ["active"]}},
        "asleep": {
            **_some(random, structure),
            "kind": "gift",
            "when": {"engagement": ["at_risk", "lapsed", "none"]},
        },
        "party": {
            **_some(random, structure),
            "kind": "event_access",
            "group": DOORS,
            "priority": random.choice([0, 1]),
        },
        "season": {**everybody, "kind": "service", **_days(random, structure)},
        "over": {**everybody, "kind": "gift", "valid_to": structure.as_of - _DAY},
        "coming": {**everybody, "kind": "gift", "valid_from": structure.as_of + _DAY},
        "rare": {
            **everybody,
            **_days(random, structure),
            "kind": "gift",
            "when": {
                "birthday_month": True,
                "engagement": ["active", "at_risk"],
                "min_lifetime_orders": 2,
            },
        },
    }


def _discount(random: Random, structure: Structure) -> dict[str, Any]:
    priority = random.choice([0, 0, 1])
    values = random.choice(
        [
            _by_tier(random, structure, _SHARES),
            {**_some(random, structure), "value": random.choice(_SHARES)},
        ]
    )
    return {"kind": "discount", **values, "priority": priority}


def _by_tier(
    random: Random, structure: Structure, values: list[Decimal]
) -> dict[str, Any]:
    """Values that differ from tier to tier, not always for the better."""
    tiers = _some(random, structure)["tiers"]
    return {"tiers": tiers, "values": {tier: random.choice(values) for tier in tiers}}


def _some(random: Random, structure: Structure) -> dict[str, Any]:
    """All tiers, or all but one."""
    without = random.choice([None, *structure.tiers])
    some = [tier for tier in structure.tiers if tier != without]
    return {"tiers": some or [*structure.tiers]}


def _days(random: Random, structure: Structure) -> dict[str, Any]:
    """From or until about the run's day."""
    first = structure.as_of + random.choice([-40, -1, 0, 0, 1]) * _DAY
    last = structure.as_of + random.choice([-1, 0, 0, 1, 90]) * _DAY
    drawn = {"valid_from": min(first, last), "valid_to": max(first, last)}
    return {
        name: drawn[name]
        for name in random.choice([["valid_from"], ["valid_to"], drawn])
    }
