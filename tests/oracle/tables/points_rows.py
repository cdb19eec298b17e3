"""Rows of the tables of points.

The fields are the columns, in the order in which a comparison selects them, so that a
row fetched from the engine's tables equals the row of the replay.
"""

from datetime import date, datetime
from typing import NamedTuple


class PointsLedgerRow(NamedTuple):
    """One row per entry of a wallet; points are signed, instants are UTC."""

    entry_id: str
    member_id: str
    wallet: str
    entry_type: str
    points: int
    occurred_at: datetime
    available_at: datetime | None
    expires_at: datetime | None
    source_id: str
    campaign_id: str | None
    rule_version: int
    outstanding_after: int
    is_scheduled: bool


class PointsAllocationsRow(NamedTuple):
    """One row per lot and debit that the lot paid for, or its own expiry."""

    lot_entry_id: str
    entry_id: str
    member_id: str
    wallet: str
    points: int


class MemberPointsRow(NamedTuple):
    """One row per member and wallet: the balance at the end of `as_of`."""

    member_id: str
    wallet: str
    as_of: date
    outstanding: int
    pending: int
    available: int
    earned: int
    redeemed: int
    expired: int
    clawed_back: int
    adjusted: int
    next_expiry_at: datetime | None
    next_expiry_points: int | None


class RewardsRow(NamedTuple):
    """One row per reward: what it is, and how often points were redeemed for it."""

    reward_code: str
    reward_name: str | None
    kind: str | None
    points: int | None
    cost_cents: int | None
    is_known: bool
    redemptions: int
    cancelled: int
    members: int
    redeemed_points: int
