"""Rows of the tables of benefits and campaigns, and of what is held back.

The fields are the columns, in the order in which a comparison selects them, so that a
row fetched from the engine's tables equals the row of the replay.
"""

from datetime import date
from typing import NamedTuple


class MemberBenefitsRow(NamedTuple):
    """One row per member and benefit that the member has on `as_of`."""

    member_id: str
    benefit_code: str
    as_of: date
    kind: str
    value_bp: int | None
    amount_cents: int | None
    source: str
    valid_from: date | None
    valid_to: date | None


class CampaignPerformanceRow(NamedTuple):
    """One row per campaign: whom it was for, who took part, what it gave."""

    campaign_id: str
    targeted: int
    eligible: int
    participants: int
    orders: int
    revenue_cents: int
    bonus_points: int
    clawed_back_points: int
    budget_points: int | None
    budget_left: int | None
    is_overspent: bool


class HeldBackRow(NamedTuple):
    """One row per fact that waits for something, known since it landed."""

    feed: str
    key: str
    waiting_for: str
    since: date
