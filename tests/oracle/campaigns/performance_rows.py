"""What came of each campaign, over all members."""

from collections.abc import Mapping, Sequence

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
from tests.oracle.tables.benefit_rows import CampaignPerformanceRow
from tests.oracle.tables.points_rows import PointsLedgerRow


def campaign_performance_rows(
    programme: ProgrammeOnDay, ledger: Sequence[PointsLedgerRow]
) -> list[CampaignPerformanceRow]:
    """Return a row for each campaign that waits for nothing, also of one to come."""
    by_campaign = participation_in_ledger(ledger)
    used, left = participation_by_use(programme), cents_left_of_orders(programme)
    rows = []
    for campaign in known_campaigns(programme.facts, programme.rules):
        name = campaign.campaign_id
        parts = by_campaign.get(name, Participation())
        if campaign.kind in KINDS:
            parts = used.get(f"campaign:{name}", Participation())
        rows.append(_row(campaign, programme, parts, left))
    return sorted(rows, key=lambda row: row.campaign_id)


def _row(
    campaign: Campaign,
    programme: ProgrammeOnDay,
    parts: Participation,
    left: Mapping[str, int],
) -> CampaignPerformanceRow:
    orders = parts.orders & left.keys()
    budget_left = _budget_left(campaign, parts.points)
    return CampaignPerformanceRow(
        campaign_id=campaign.campaign_id,
        targeted=len(targeted(campaign, programme)),
        eligible=len(eligible(campaign, programme)),
        participants=len(parts.members),
        orders=len(orders),
        revenue_cents=sum(left[order] for order in orders),
        bonus_points=parts.points,
        clawed_back_points=parts.clawed_back,
        budget_points=campaign.budget_points,
        budget_left=budget_left,
        is_overspent=budget_left is not None and budget_left < 0,
    )


def _budget_left(campaign: Campaign, points: int) -> int | None:
    """A budget is watched, not kept to: less than nothing may be left of it.

    What was clawed back does not come back to it.
    """
    budget = campaign.budget_points
    return None if budget is None else budget - points
