with orders as (
    select * from {{ ref('int_order_points') }}
    where earned_points > 0
),

tier_bonuses as (
    select * from {{ ref('int_tier_bonuses') }}
),

campaign_bonuses as (
    select * from {{ ref('int_campaign_bonuses') }}
),

final as (
    select
        'earn:' || order_id as entry_id,
        member_key,
        'main' as wallet,
        'earn' as entry_type,
        earned_points as points,
        ordered_at,
        order_id,
        cast(null as varchar(64)) as campaign_id,
        rule_version
    from orders
    union all
    select
        'tier_bonus:' || order_id as entry_id,
        member_key,
        'main' as wallet,
        'tier_bonus' as entry_type,
        points,
        ordered_at,
        order_id,
        cast(null as varchar(64)) as campaign_id,
        rule_version
    from tier_bonuses
    union all
    select
        'campaign_bonus:' || campaign_id || ':' || order_id as entry_id,
        member_key,
        wallet,
        'campaign_bonus' as entry_type,
        points,
        ordered_at,
        order_id,
        campaign_id,
        rule_version
    from campaign_bonuses
)

select * from final
