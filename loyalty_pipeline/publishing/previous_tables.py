"""What the models read of the previous publication, and how it is typed."""

Columns = dict[str, str]

TABLES: dict[str, Columns] = {
    "points_ledger": {
        "entry_id": "VARCHAR",
        "member_id": "VARCHAR",
        "wallet": "VARCHAR",
        "entry_type": "VARCHAR",
        "points": "BIGINT",
        "occurred_at": "TIMESTAMP",
        "available_at": "TIMESTAMP",
        "expires_at": "TIMESTAMP",
    },
    "ledger_restatements": {
        "publication": "VARCHAR",
        "entry_id": "VARCHAR",
        "member_id": "VARCHAR",
        "wallet": "VARCHAR",
        "entry_type": "VARCHAR",
        "points_before": "BIGINT",
        "points_after": "BIGINT",
        "occurred_at_before": "TIMESTAMP",
        "occurred_at_after": "TIMESTAMP",
        "expires_at_before": "TIMESTAMP",
        "expires_at_after": "TIMESTAMP",
    },
    "tier_changes": {
        "sequence": "BIGINT",
        "member_id": "VARCHAR",
        "as_of": "DATE",
        "from_tier_code": "VARCHAR",
        "from_tier_rank": "INTEGER",
        "to_tier_code": "VARCHAR",
        "to_tier_rank": "INTEGER",
    },
    "benefit_changes": {
        "sequence": "BIGINT",
        "member_id": "VARCHAR",
        "benefit_code": "VARCHAR",
        "as_of": "DATE",
        "change": "VARCHAR",
        "kind": "VARCHAR",
        "value_bp": "BIGINT",
        "amount_cents": "BIGINT",
    },
}

# The names by which an older release published columns that have new ones.
NAMED_BEFORE: dict[str, dict[str, str]] = {
    "ledger_restatements": {
        "points_before": "was",
        "points_after": "is",
        "occurred_at_before": "was_occurred_at",
        "occurred_at_after": "is_occurred_at",
        "expires_at_before": "was_expires_at",
        "expires_at_after": "is_expires_at",
    },
}
