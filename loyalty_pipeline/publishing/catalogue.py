"""The one list of the tables that readers are given."""

CATALOGUE = (
    "benefit_changes",
    "campaign_performance",
    "held_back",
    "landed_files",
    "ledger_restatements",
    "member_benefits",
    "member_points",
    "member_score_metrics",
    "member_scores",
    "member_tier_history",
    "member_tiers",
    "members",
    "points_allocations",
    "points_ledger",
    "quarantine",
    "reconciliation",
    "rewards",
    "tier_changes",
    "tier_distribution",
)
