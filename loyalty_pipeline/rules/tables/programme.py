"""What no version of a programme changes, as tables."""

from loyalty_pipeline.rules.model.programme import Programme
from loyalty_pipeline.rules.tables.table import Table, cents


def programme_table(programme: Programme) -> Table:
    """One row: what no version changes."""
    engagement = programme.engagement
    return Table(
        {
            "programme": "VARCHAR",
            "currency": "VARCHAR",
            "scoring_window_days": "INTEGER",
            "engagement_active_days": "INTEGER",
            "engagement_at_risk_days": "INTEGER",
        },
        [
            (
                programme.programme,
                programme.currency,
                programme.scoring_window_days,
                engagement.active_days,
                engagement.at_risk_days,
            )
        ],
    )


def reward_table(programme: Programme) -> Table:
    """One row a reward that points buy."""
    return Table(
        {
            "reward_code": "VARCHAR",
            "reward_name": "VARCHAR",
            "kind": "VARCHAR",
            "points": "BIGINT",
            "cost_cents": "BIGINT",
        },
        [(r.code, r.name, r.kind, r.points, cents(r.cost)) for r in programme.rewards],
    )
