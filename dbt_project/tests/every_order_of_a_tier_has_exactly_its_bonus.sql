-- Who held a tier on the day of an order has its surplus, and nobody else any.
{{ config(meta={'dagster': {'ref': {'name': 'points_ledger'}}}) }}

with due as (
    select
        orders.order_id,
        cast({{ floor_div(
            'orders.base_units * (tiers.multiplier_bp - 10000)', '1000000000000'
        ) }} as bigint) as points
    from {{ ref('int_order_points') }} as orders
    inner join {{ ref('int_members') }} as members
        on orders.member_key = members.member_key
    inner join {{ ref('member_tier_history') }} as history
        on
            members.member_id = history.member_id
            and orders.ordered_on >= history.valid_from
            and coalesce(orders.ordered_on < history.valid_to, true)
    inner join {{ ref('stg_rule_tiers') }} as tiers
        on
            history.tier_code = tiers.tier_code
            and orders.rule_version = tiers.rule_version
    where tiers.multiplier_bp > 10000 and not members.is_control
),

credited as (
    select
        source_id as order_id,
        points
    from {{ ref('points_ledger') }}
    where entry_type = 'tier_bonus'
)

select
    coalesce(due.order_id, credited.order_id) as order_id,
    due.points as points_due,
    credited.points as points_credited
from due
full outer join credited on due.order_id = credited.order_id
where coalesce(due.points, 0) <> coalesce(credited.points, 0)
