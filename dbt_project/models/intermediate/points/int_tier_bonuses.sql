with orders as (
    select * from {{ ref('int_ranked_orders') }}
),

tiers as (
    select * from {{ ref('stg_rule_tiers') }}
),

-- X * (multiplier - 1) by the tier held on the order's day.
bonuses as (
    select
        orders.order_id,
        orders.member_key,
        orders.ordered_at,
        orders.rule_version,
        {{ surplus_points('orders.base_units', 'tiers.multiplier_bp') }} as points
    from orders
    inner join tiers
        on
            orders.tier_rank = tiers.tier_rank
            and orders.rule_version = tiers.rule_version
    where tiers.multiplier_bp > {{ whole_bp() }}
),

final as (
    select * from bonuses
    where points > 0
)

select * from final
