-- For orders in its window and of its amount, to members it is for, up to its cap.
{{ config(meta={'dagster': {'ref': {'name': 'points_ledger'}}}) }}

with bonuses as (
    select
        ledger.*,
        sum(ledger.points) over (
            partition by ledger.campaign_id, ledger.member_id
        ) as member_points
    from {{ ref('points_ledger') }} as ledger
    where ledger.entry_type = 'campaign_bonus'
),

campaigns as (
    select * from {{ ref('stg_campaigns') }}
),

orders as (
    select * from {{ ref('int_judged_orders') }}
),

members as (
    select * from {{ ref('members') }}
),

targets as (
    select * from {{ ref('stg_campaign_targets') }}
)

select
    bonuses.entry_id,
    bonuses.points
from bonuses
left join campaigns on bonuses.campaign_id = campaigns.campaign_id
left join orders on bonuses.source_id = orders.order_id
left join members on bonuses.member_id = members.member_id
left join targets
    on
        bonuses.campaign_id = targets.campaign_id
        and bonuses.member_id = targets.member_id
where
    campaigns.campaign_id is null
    or orders.order_id is null
    or orders.ordered_at < campaigns.starts_at
    or orders.ordered_at > campaigns.ends_at
    or coalesce(orders.amount_cents < campaigns.min_order_amount_cents, false)
    or coalesce(bonuses.member_points > campaigns.max_points_per_member, false)
    or (campaigns.audience = 'targeted' and targets.member_id is null)
    or members.control_group
