"""A programme as relational tables: every number that dbt joins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from loyalty_pipeline.rules.calendar import FIRST
from loyalty_pipeline.rules.model.programme import Programme, Version

Value = str | int | bool | date | datetime | None
Row = tuple[Value, ...]


@dataclass(frozen=True)
class Table:
    """A small table: its columns with their types, and its rows."""

    columns: dict[str, str]
    rows: Sequence[Row]


def basis_points(share: Decimal) -> int:
    """A share in ten-thousandths; the model allows no finer one."""
    return int(share * 10_000)


def cents(amount: Decimal) -> int:
    """An amount of money in hundredths; the model allows no finer one."""
    return int(amount * 100)


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
