"""Which columns of which table are compared: the fields of the replay's rows."""

from tests.oracle.tables.benefit_rows import (
    CampaignPerformanceRow,
    HeldBackRow,
    MemberBenefitsRow,
)
from tests.oracle.tables.points_rows import (
    MemberPointsRow,
    PointsAllocationsRow,
    PointsLedgerRow,
    RewardsRow,
)
from tests.oracle.tables.tier_rows import (
    MemberScoreMetricsRow,
    MemberScoresRow,
    MemberTierHistoryRow,
    MemberTiersRow,
)

PublishedRow = (
    MemberScoresRow
    | MemberScoreMetricsRow
    | MemberTierHistoryRow
    | MemberTiersRow
    | PointsLedgerRow
    | PointsAllocationsRow
    | MemberPointsRow
    | MemberBenefitsRow
    | CampaignPerformanceRow
    | RewardsRow
    | HeldBackRow
)

# The row of each table, by the table's published name.
ROWS: dict[str, type[PublishedRow]] = {
    "member_scores": MemberScoresRow,
    "member_score_metrics": MemberScoreMetricsRow,
    "member_tier_history": MemberTierHistoryRow,
    "member_tiers": MemberTiersRow,
    "points_ledger": PointsLedgerRow,
    "points_allocations": PointsAllocationsRow,
    "member_points": MemberPointsRow,
    "member_benefits": MemberBenefitsRow,
    "campaign_performance": CampaignPerformanceRow,
    "rewards": RewardsRow,
    "held_back": HeldBackRow,
}


def query(table: str) -> str:
    """Return the SQL that fetches a table's rows as the replay has them."""
    return f"select {', '.join(ROWS[table]._fields)} from {table}"
