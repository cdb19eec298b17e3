"""The benefits of a programme as tables: who is offered what, and when."""

from loyalty_pipeline.rules.model.benefits import Benefit
from loyalty_pipeline.rules.model.programme import Programme
from loyalty_pipeline.rules.tables.table import Row, Table, basis_points, cents


def benefit_table(programme: Programme) -> Table:
    """One row a benefit and tier it is for, with the value it has there."""
    columns = {
        "benefit_code": "VARCHAR",
        "benefit_name": "VARCHAR",
        "kind": "VARCHAR",
        "tier_code": "VARCHAR",
        "value_bp": "BIGINT",
        "amount_cents": "BIGINT",
        "benefit_group": "VARCHAR",
        "priority": "INTEGER",
        "valid_from": "DATE",
        "valid_to": "DATE",
        "needs_birthday_month": "BOOLEAN",
        "min_lifetime_orders": "BIGINT",
        "needs_engagement": "BOOLEAN",
    }
    rows = [_row(b, tier) for b in programme.benefits for tier in b.tiers]
    return Table(columns, rows)


def _row(benefit: Benefit, tier: str) -> Row:
    value, when = benefit.value_for(tier), benefit.when
    is_money = benefit.kind == "credit"
    return (
        benefit.code,
        benefit.name,
        benefit.kind,
        tier,
        None if value is None or is_money else basis_points(value),
        None if value is None or not is_money else cents(value),
        benefit.group,
        benefit.priority,
        benefit.valid_from,
        benefit.valid_to,
        when.birthday_month or False,
        when.min_lifetime_orders,
        when.engagement is not None,
    )


def engagement_table(programme: Programme) -> Table:
    """One row a benefit and engagement that it asks for."""
    return Table(
        {"benefit_code": "VARCHAR", "engagement": "VARCHAR"},
        [
            (benefit.code, engagement)
            for benefit in programme.benefits
            for engagement in benefit.when.engagement or []
        ],
    )
