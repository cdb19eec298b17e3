"""Rows of the tables of scores and tiers.

The fields are the columns, in the order in which a comparison selects them, so that a
row fetched from the engine's tables equals the row of the replay.
"""

from datetime import date
from typing import NamedTuple


class MemberScoresRow(NamedTuple):
    """One row per member: the score on `as_of`."""

    member_id: str
    as_of: date
    score_hundredths: int


class MemberScoreMetricsRow(NamedTuple):
    """One row per member and metric: what the score is made of."""

    member_id: str
    metric_code: str
    as_of: date
    raw: int
    target_raw: int | None
    normalised_hundredths: int
    weight_bp: int
    contribution_hundredths: int


class MemberTierHistoryRow(NamedTuple):
    """One row per member and interval in which one tier is held."""

    member_id: str
    tier_code: str
    tier_rank: int
    valid_from: date
    valid_to: date | None
    is_scheduled: bool


class MemberTiersRow(NamedTuple):
    """One row per member: the tier on `as_of`, until when, and what comes next."""

    member_id: str
    as_of: date
    tier_code: str
    tier_name: str
    tier_rank: int
    score_hundredths: int
    tier_since: date
    tier_until: date | None
    next_tier_code: str | None
    score_hundredths_to_next: int | None
