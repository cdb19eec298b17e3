"""Helpers for every case: a small programme, and facts of one member in June 2020."""

from datetime import UTC, date, datetime
from typing import Any

from tests.oracle.facts.feeds import Facts, Member, Order
from tests.oracle.replay import Outcome, replay

SPEND = {"code": "spend", "measure": "order_amount", "weight": 1, "target": 100}

# What a version says only in some cases.
AS_GIVEN = {"effective_from", "campaign_stacking"}


def version(**changes: Any) -> dict[str, Any]:
    """Return rules by which a score is what was spent in the window, up to 100.00."""
    points = {"per_currency_unit": 1, "pending_days": 14, "validity_days": 365}
    return {
        "metrics": changes.get("metrics", [SPEND]),
        "tiers": [
            {"code": "ordinary", "name": "Ordinary", "at_least": 60},
            {"code": "gold", "name": "Gold", "at_least": 80},
            {"code": "diamond", "name": "Diamond", "above": 90},
        ],
        "tier_policy": {
            "validity_days": changes.get("tier_days", 3),
            "downgrade": changes.get("downgrade", "to_score"),
        },
        "points": points | changes.get("points", {}),
    } | {k: v for k, v in changes.items() if k in AS_GIVEN}


def programme(
    *versions: dict[str, Any],
    window: int | None = 10,
    timezone: str = "UTC",
    **offered: Any,
) -> dict[str, Any]:
    """Return a programme in dollars with these versions, and what else it offers."""
    return {
        "currency": "USD",
        "timezone": timezone,
        "scoring_window_days": window,
        "engagement": {"active_days": 3, "at_risk_days": 6},
        "versions": list(versions) or [version()],
    } | offered


def june(day: int) -> date:
    """Return a day of June 2020."""
    return date(2020, 6, day)


def noon(day: int) -> datetime:
    """Return noon of a day of June 2020."""
    return datetime(2020, 6, day, 12, tzinfo=UTC)


def order(name: str, day: int, cents: int, **changes: Any) -> Order:
    """Return a purchase of member `ann` at noon."""
    return Order(name, "ann", noon(day), cents, "USD", **changes)


def facts(*orders: Order, registered: int = 1, **others: Any) -> Facts:
    """Return member `ann`, registered at noon of a day of June, and her orders."""
    return Facts([Member("ann", noon(registered))], list(orders), **others)


def score(given: Facts, rules: dict[str, Any], day: int) -> int:
    """Return the score on a day of June."""
    (row,) = replay(given, rules, june(day)).member_scores
    return row.score_hundredths


def tier_steps(outcome: Outcome) -> list[tuple[str, int]]:
    """Return (tier, first day) of a history within June."""
    return [(row.tier_code, row.valid_from.day) for row in outcome.member_tier_history]
