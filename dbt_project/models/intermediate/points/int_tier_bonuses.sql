with orders as (
    select * from {{ ref('int_order_points') }}
),

members as (
    select * from {{ ref('int_members') }}
),

intervals as (
    select * from {{ ref('int_tier_intervals') }}
),

tiers as (
    select * from {{ ref('stg_rule_tiers') }}
),

-- X * (multiplier - 1) by the tier held on the order's day, exact until the one floor:
-- units of 10^-8 points times basis points count 10^12 to one.
bonuses as (
    select
        orders.order_id,
        orders.member_key,
        orders.ordered_at,
        orders.rule_version,
        cast({{ floor_div(
            'orders.base_units * (tiers.multiplier_bp - 10000)', '1000000000000'
        ) }} as bigint) as points
    from orders
    inner join members on orders.member_key = members.member_key
    inner join intervals
        on
            orders.member_key = intervals.member_key
            and orders.ordered_on >= intervals.valid_from
            and (
                intervals.valid_to is null or orders.ordered_on < intervals.valid_to
            )
    inner join tiers
        on
            intervals.tier_rank = tiers.tier_rank
            and orders.rule_version = tiers.rule_version
    -- The control group goes without, so that the programme's effect can be measured.
    where tiers.multiplier_bp > 10000 and not members.is_control
),

final as (
    select * from bonuses
    where points > 0
)

select * from final
