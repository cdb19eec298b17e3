"""Helpers for cases of several members: what came of campaigns."""

from typing import Any

from tests.oracle.cases.points_cases import PLAIN, at
from tests.oracle.cases.programme_cases import june, noon, programme, version
from tests.oracle.facts.feeds import BenefitUse, Facts, Member, Order
from tests.oracle.replay import replay
from tests.oracle.tables.benefit_rows import CampaignPerformanceRow

# What most cases are about.
SHARE = ("participants", "orders", "revenue_cents")


def performance_on(
    facts: Facts, day: int, **points: Any
) -> dict[str, CampaignPerformanceRow]:
    """Return what came of each campaign until a day of June."""
    rules = programme(version(points=PLAIN | points))
    rows = replay(facts, rules, june(day)).campaign_performance
    assert rows == sorted(rows)
    return {row.campaign_id: row for row in rows}


def performance_row(name: str, **numbers: Any) -> CampaignPerformanceRow:
    """Return the row of a campaign without a budget that took no points back."""
    usual: dict[str, Any] = {
        "bonus_points": 0,
        "clawed_back_points": 0,
        "budget_points": None,
        "budget_left": None,
        "is_overspent": False,
    }
    return CampaignPerformanceRow(name, **(usual | numbers))


def facts_of(*names: str, **others: Any) -> Facts:
    """Return members registered on the 1st, of whom `con` is a control member."""
    members = [Member(name, noon(1), control_group=name == "con") for name in names]
    return Facts(members, **others)


def order_of(member_id: str, name: str, day: int, cents: int, **others: Any) -> Order:
    """Return a purchase of some member at noon."""
    return Order(name, member_id, noon(day), cents, "USD", **others)


def campaign_use(
    name: str, member_id: str, day: int, order_id: str | None = None, code: str = "x"
) -> BenefitUse:
    """Return the use of a campaign at noon."""
    return BenefitUse(name, member_id, f"campaign:{code}", at(day), order_id)
