{{ config(materialized='table') }}

with orders as (
    select * from {{ ref('int_order_points') }}
    where earned_points > 0
),

bonuses as (
    select * from {{ ref('int_tier_bonuses') }}
),

campaign_bonuses as (
    select * from {{ ref('int_campaign_bonuses') }}
),

events as (
    select * from {{ ref('int_event_credits') }}
),

adjustments as (
    select * from {{ ref('int_adjustments') }}
    where points > 0
),

redemptions as (
    select * from {{ ref('int_redemptions') }}
    where is_cancelled and is_in_time
),

versions as (
    select * from {{ ref('stg_rule_versions') }}
),

credits as (
    select
        'earn:' || order_id as entry_id,
        member_key,
        'main' as wallet,
        'earn' as entry_type,
        earned_points as points,
        ordered_at as occurred_at,
        order_id as source_id,
        rule_version,
        order_id,
        cast(null as varchar(64)) as campaign_id,
        cast(null as date) as redeemed_on
    from orders
    union all
    select
        'tier_bonus:' || order_id as entry_id,
        member_key,
        'main' as wallet,
        'tier_bonus' as entry_type,
        points,
        ordered_at as occurred_at,
        order_id as source_id,
        rule_version,
        order_id,
        cast(null as varchar(64)) as campaign_id,
        cast(null as date) as redeemed_on
    from bonuses
    union all
    select
        'campaign_bonus:' || campaign_id || ':' || order_id as entry_id,
        member_key,
        wallet,
        'campaign_bonus' as entry_type,
        points,
        ordered_at as occurred_at,
        order_id as source_id,
        rule_version,
        order_id,
        campaign_id,
        cast(null as date) as redeemed_on
    from campaign_bonuses
    union all
    select
        'event:' || event_id as entry_id,
        member_key,
        'main' as wallet,
        'event' as entry_type,
        points,
        occurred_at,
        event_id as source_id,
        rule_version,
        cast(null as varchar(64)) as order_id,
        cast(null as varchar(64)) as campaign_id,
        cast(null as date) as redeemed_on
    from events
    union all
    select
        'adjust:' || adjustment_id as entry_id,
        member_key,
        wallet,
        'adjust' as entry_type,
        points,
        adjusted_at as occurred_at,
        adjustment_id as source_id,
        rule_version,
        cast(null as varchar(64)) as order_id,
        cast(null as varchar(64)) as campaign_id,
        cast(null as date) as redeemed_on
    from adjustments
    union all
    select
        'reinstate:' || redemption_id as entry_id,
        member_key,
        wallet,
        'reinstate' as entry_type,
        points,
        cancelled_at as occurred_at,
        redemption_id as source_id,
        rule_version,
        cast(null as varchar(64)) as order_id,
        cast(null as varchar(64)) as campaign_id,
        redeemed_on
    from redemptions
),

-- What an order gives is pending for a while; every other credit can be used at once.
final as (
    select
        credits.*,
        case
            when credits.order_id is null then credits.occurred_at
            else {{ add_elapsed_days('credits.occurred_at', 'versions.pending_days') }}
        end as available_at
    from credits
    inner join versions on credits.rule_version = versions.rule_version
)

select * from final
