{{ config(materialized='table') }}

with campaigns as (
    select * from {{ ref('stg_campaigns') }}
),

tiers as (
    select * from {{ ref('stg_tiers') }}
),

wallets as (
    select * from {{ ref('stg_wallets') }}
),

calendar as (
    select * from {{ ref('stg_calendar') }}
),

-- A campaign that names an unknown tier or wallet waits in `held_back`.
final as (
    select
        campaigns.campaign_id,
        campaigns.name as campaign_name,
        campaigns.kind,
        campaigns.starts_at,
        campaigns.ends_at,
        first_days.local_on as starts_on,
        last_days.local_on as ends_on,
        campaigns.multiplier_bp,
        campaigns.bonus_points,
        campaigns.discount_bp,
        campaigns.benefit_group,
        campaigns.wallet,
        coalesce(tiers.tier_rank, 0) as min_tier_rank,
        campaigns.audience = 'targeted' as is_targeted,
        coalesce(campaigns.min_order_amount_cents, 0) as min_order_cents,
        campaigns.max_points_per_member,
        campaigns.budget_points,
        campaigns.priority
    from campaigns
    inner join wallets on campaigns.wallet = wallets.wallet
    inner join calendar as first_days
        on {{ on_local_day('campaigns.starts_at', 'first_days') }}
    inner join calendar as last_days
        on {{ on_local_day('campaigns.ends_at', 'last_days') }}
    left join tiers on campaigns.min_tier = tiers.tier_code
    where campaigns.min_tier is null or tiers.tier_code is not null
)

select * from final
