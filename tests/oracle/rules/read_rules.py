"""Reading a rules file: decimal numbers become exact, parts become objects."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tests.oracle.exact_numbers import exact, whole
from tests.oracle.rules.benefits_and_rewards import read_benefit, read_reward
from tests.oracle.rules.versions import (
    IN_HUNDREDTHS,
    EventPoints,
    Metric,
    Rules,
    Tier,
    Version,
)


def read_rules(document: Mapping[str, Any]) -> Rules:
    """Read the mapping that a rules file holds."""
    versions = [_version(n, v) for n, v in enumerate(document["versions"], 1)]
    benefits, rewards = document.get("benefits"), document.get("rewards")
    return Rules(
        document["currency"],
        document["timezone"],
        document.get("scoring_window_days"),
        tuple(versions),
        document["engagement"]["active_days"],
        document["engagement"]["at_risk_days"],
        tuple(read_benefit(benefit) for benefit in benefits or ()),
        tuple(read_reward(reward) for reward in rewards or ()),
    )


def _version(number: int, given: Mapping[str, Any]) -> Version:
    points, policy = given["points"], given["tier_policy"]
    start = given.get("effective_from")
    return Version(
        number=number,
        first_day=date.fromisoformat(str(start)).toordinal() if start else 0,
        metrics=tuple(_metric(metric) for metric in given["metrics"]),
        tiers=tuple(_tier(tier) for tier in given["tiers"]),
        tier_days=policy.get("validity_days"),
        one_down=policy.get("downgrade", "to_score") == "one_down",
        additive=given.get("campaign_stacking", "best_of") == "additive",
        **_points(points),
    )


def _points(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a version says of points, by the names of its fields."""
    wallets = given.get("wallets") or {}
    own = {name: wallet.get("validity_days") for name, wallet in wallets.items()}
    multipliers = (given.get("tier_multipliers") or {}).items()
    events = (given.get("events") or {}).items()
    return {
        "rate": exact(given["per_currency_unit"]),
        "carry": given.get("rounding", "floor") == "carry",
        "pending_days": given.get("pending_days") or 0,
        "multipliers": {tier: exact(number) for tier, number in multipliers},
        "events": {
            kind: EventPoints(event["points"], event.get("max_per_day"))
            for kind, event in events
        },
        "validity_days": {"main": given.get("validity_days"), **own},
        "clawback_days": given.get("clawback_days"),
        "reinstate_within_days": given.get("reinstate_within_days"),
    }


def _metric(given: Mapping[str, Any]) -> Metric:
    measure, target = given["measure"], None
    if given.get("normalise") != "none":
        scale = 100 if measure in IN_HUNDREDTHS else 1
        target = whole(exact(given["target"]) * scale)
    return Metric(
        given["code"],
        measure,
        frozenset(given.get("kinds") or ()),
        frozenset(given.get("out_of") or ()),
        whole(exact(given["weight"]) * 10000),
        target,
    )


def _tier(given: Mapping[str, Any]) -> Tier:
    strictly = "above" in given
    bound = exact(given["above"] if strictly else given["at_least"])
    return Tier(given["code"], given["name"], bound * 100, strictly)
