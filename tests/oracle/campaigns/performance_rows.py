"""What came of each campaign, over all members."""

from collections.abc import Sequence
from typing import Any

from tests.oracle.benefits.campaign_benefits import KINDS
from tests.oracle.campaigns.audience import known_campaigns
from tests.oracle.campaigns.eligible_members import ProgrammeOnDay, eligible, targeted
from tests.oracle.campaigns.participation import (
    Participation,
    cents_left_of_orders,
    participation_by_use,
    participation_in_ledger,
)
from tests.oracle.facts.feeds import Campaign

Line = tuple[Any, ...]


def campaign_performance_rows(
    programme: ProgrammeOnDay, ledger: Sequence[Line]
) -> list[Line]:
    """Return a row for each campaign that waits for nothing, also of one to come."""
    by_campaign = participation_in_ledger(ledger)
    used, left = participation_by_use(programme), cents_left_of_orders(programme)
    lines = []
    for campaign in known_campaigns(programme.facts, programme.rules):
        name = campaign.campaign_id
        parts = by_campaign.get(name, Participation())
        if campaign.kind in KINDS:
            parts = used.get(f"campaign:{name}", Participation())
        orders = parts.orders & left.keys()
        lines.append(
            (
                *(name, len(targeted(campaign, programme))),
                *(len(eligible(campaign, programme)), len(parts.members), len(orders)),
                *(sum(left[order] for order in orders), parts.points),
                *(parts.clawed_back, *_budget(campaign, parts.points)),
            )
        )
    return sorted(lines, key=lambda line: line[0])


def _budget(campaign: Campaign, points: int) -> Line:
    """A budget is watched, not kept to: less than nothing may be left of it.

    What was clawed back does not come back to it.
    """
    budget = campaign.budget_points
    left = None if budget is None else budget - points
    return budget, left, left is not None and left < 0
