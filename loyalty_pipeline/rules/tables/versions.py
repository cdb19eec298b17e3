"""The parts of which a rule version has several, as tables: one row each."""

from loyalty_pipeline.rules.model.programme import Programme
from loyalty_pipeline.rules.tables.programme import Table, basis_points


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
