"""The rule versions as tables: the numbers that stand once in one, and its parts."""

from loyalty_pipeline.rules.calendar import FIRST
from loyalty_pipeline.rules.model.programme import Programme, Version
from loyalty_pipeline.rules.tables.table import Row, Table, basis_points


def version_table(programme: Programme) -> Table:
    """One row a rule version, numbered from 1: the numbers that stand once in it."""
    columns = {
        "rule_version": "INTEGER",
        "effective_from": "DATE",
        "approved_by": "VARCHAR",
        "tier_validity_days": "INTEGER",
        "downgrade": "VARCHAR",
        "campaign_stacking": "VARCHAR",
        "points_per_unit_millionths": "BIGINT",
        "rounding": "VARCHAR",
        "pending_days": "INTEGER",
        "clawback_days": "INTEGER",
        "reinstate_within_days": "INTEGER",
    }
    numbered = enumerate(programme.versions, start=1)
    return Table(columns, [_version(number, version) for number, version in numbered])


def _version(number: int, version: Version) -> Row:
    policy, points = version.tier_policy, version.points
    return (
        number,
        version.effective_from or FIRST,
        version.approved_by,
        policy.validity_days,
        policy.downgrade,
        version.campaign_stacking,
        int(points.per_currency_unit * 10**6),
        points.rounding,
        points.pending_days,
        points.clawback_days,
        points.reinstate_within_days,
    )


def metric_table(programme: Programme) -> Table:
    """One row a version and metric; without a target where nothing is full."""
    return Table(
        {
            "rule_version": "INTEGER",
            "metric_code": "VARCHAR",
            "weight_bp": "BIGINT",
            "target_raw": "BIGINT",
        },
        [
            (number, m.code, basis_points(m.weight), m.target_raw)
            for number, version in enumerate(programme.versions, start=1)
            for m in version.metrics
        ],
    )


def tier_table(programme: Programme) -> Table:
    """One row a version and tier, rank 1 the lowest."""
    return Table(
        {
            "rule_version": "INTEGER",
            "tier_rank": "INTEGER",
            "tier_code": "VARCHAR",
            "tier_name": "VARCHAR",
            "minimum_hundredths": "BIGINT",
            "multiplier_bp": "BIGINT",
        },
        [
            (
                *(number, rank, tier.code, tier.name, tier.minimum_hundredths),
                basis_points(version.points.tier_multipliers[tier.code])
                if tier.code in version.points.tier_multipliers
                else 10_000,
            )
            for number, version in enumerate(programme.versions, start=1)
            for rank, tier in enumerate(version.tiers, start=1)
        ],
    )


def wallet_table(programme: Programme) -> Table:
    """One row a version and wallet, `main` among them."""
    return Table(
        {"rule_version": "INTEGER", "wallet": "VARCHAR", "validity_days": "INTEGER"},
        [
            (number, wallet, days)
            for number, version in enumerate(programme.versions, start=1)
            for wallet, days in version.points.validity_of().items()
        ],
    )


def event_points_table(programme: Programme) -> Table:
    """One row a version and kind of event that earns points."""
    return Table(
        {
            "rule_version": "INTEGER",
            "kind": "VARCHAR",
            "points": "BIGINT",
            "max_per_day": "BIGINT",
        },
        [
            (number, kind, event.points, event.max_per_day)
            for number, version in enumerate(programme.versions, start=1)
            for kind, event in version.points.events.items()
        ],
    )
