"""The feeds of campaigns: what they are, and at whom they are aimed."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from tests.oracle.facts.delivered_row import Row


@dataclass(frozen=True, slots=True)
class Campaign(Row):
    """A promotion between two instants, both included."""

    campaign_id: str
    name: str
    kind: str
    starts_at: datetime
    ends_at: datetime
    multiplier: Fraction | None = None
    bonus_points: int | None = None
    discount: Fraction | None = None
    benefit_group: str | None = None
    wallet: str = "main"
    min_tier: str | None = None
    audience: str = "all"
    min_order_amount_cents: int | None = None
    max_points_per_member: int | None = None
    budget_points: int | None = None
    priority: int = 0


@dataclass(frozen=True, slots=True)
class CampaignTarget(Row):
    """A member whom a campaign is addressed to."""

    campaign_id: str
    member_id: str
