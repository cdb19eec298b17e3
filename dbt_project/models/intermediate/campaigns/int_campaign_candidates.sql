with orders as (
    select * from {{ ref('int_ranked_orders') }}
),

campaigns as (
    select * from {{ ref('int_campaigns') }}
),

targets as (
    select * from {{ ref('int_campaign_targets') }}
),

-- X * (multiplier - 1), or so many points.
candidates as (
    select
        orders.order_id,
        orders.member_key,
        orders.ordered_at,
        orders.rule_version,
        campaigns.campaign_id,
        campaigns.wallet,
        campaigns.priority,
        campaigns.max_points_per_member,
        case
            when campaigns.kind = 'bonus_points' then campaigns.bonus_points
            else {{ surplus_points('orders.base_units', 'campaigns.multiplier_bp') }}
        end as points
    from orders
    inner join campaigns
        on
            orders.ordered_at >= campaigns.starts_at
            and orders.ordered_at <= campaigns.ends_at
            and orders.amount_cents >= campaigns.min_order_cents
            and orders.tier_rank >= campaigns.min_tier_rank
    left join targets
        on
            campaigns.campaign_id = targets.campaign_id
            and orders.member_key = targets.member_key
    where
        campaigns.kind in ('points_multiplier', 'bonus_points')
        and (not campaigns.is_targeted or targets.member_key is not null)
),

final as (
    select * from candidates
    where points > 0
)

select * from final
