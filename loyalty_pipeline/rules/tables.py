"""A programme as relational tables: every number that dbt joins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from loyalty_pipeline.rules.calendar import FIRST
from loyalty_pipeline.rules.model import Metric, Programme, Version

Value = str | int | bool | date | datetime | None

# Raw units in one natural unit: cents in a currency unit, basis points in a percent.
_RAW_UNITS = {"order_amount": 100, "active_days": 1, "event_rate": 100}


@dataclass(frozen=True)
class Table:
    """A small table: its columns with their types, and its rows."""

    columns: dict[str, str]
    rows: Sequence[tuple[Value, ...]]


def tables(programme: Programme) -> dict[str, Table]:
    """The rule tables by name; versions are numbered from 1."""
    versions = list(enumerate(programme.versions, start=1))
    return {
        "programme": _programme(programme),
        "versions": Table(
            {
                "rule_version": "INTEGER",
                "effective_from": "DATE",
                "approved_by": "VARCHAR",
                "tier_validity_days": "INTEGER",
                "downgrade": "VARCHAR",
                "points_per_unit_millionths": "BIGINT",
                "pending_days": "INTEGER",
                "points_validity_days": "INTEGER",
            },
            [_version(number, version) for number, version in versions],
        ),
        "metrics": Table(
            {
                "rule_version": "INTEGER",
                "metric_code": "VARCHAR",
                "weight_bp": "BIGINT",
                "target_raw": "BIGINT",
            },
            [
                (number, m.code, basis_points(m.weight), target_raw(m))
                for number, version in versions
                for m in version.metrics
            ],
        ),
        "tiers": Table(
            {
                "rule_version": "INTEGER",
                "tier_rank": "INTEGER",
                "tier_code": "VARCHAR",
                "tier_name": "VARCHAR",
                "minimum_hundredths": "BIGINT",
            },
            [
                (number, rank, tier.code, tier.name, tier.minimum_hundredths)
                for number, version in versions
                for rank, tier in enumerate(version.tiers, start=1)
            ],
        ),
        "benefits": _benefits(programme),
    }


def _programme(programme: Programme) -> Table:
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


def _version(number: int, version: Version) -> tuple[Value, ...]:
    points = version.points
    return (
        number,
        version.effective_from or FIRST,
        version.approved_by,
        version.tier_policy.validity_days,
        version.tier_policy.downgrade,
        int(points.per_currency_unit * 10**6),
        points.pending_days,
        points.validity_days,
    )


def _benefits(programme: Programme) -> Table:
    return Table(
        {
            "benefit_code": "VARCHAR",
            "benefit_name": "VARCHAR",
            "kind": "VARCHAR",
            "tier_code": "VARCHAR",
            "value_bp": "BIGINT",
            "benefit_group": "VARCHAR",
            "priority": "INTEGER",
        },
        [
            (b.code, b.name, b.kind, tier, basis_points(b.value), b.group, b.priority)
            for b in programme.benefits
            for tier in b.tiers
        ],
    )


def basis_points(share: Decimal) -> int:
    """A share in ten-thousandths; the model allows no finer one."""
    return int(share * 10_000)


def target_raw(metric: Metric) -> int:
    """A metric's target in the raw unit of its measure."""
    return int(metric.target * _RAW_UNITS[metric.measure])
