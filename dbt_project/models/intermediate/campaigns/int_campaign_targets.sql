{{ config(materialized='table') }}

with campaigns as (
    select * from {{ ref('int_campaigns') }}
    where is_targeted
),

targets as (
    select * from {{ ref('stg_campaign_targets') }}
),

members as (
    select * from {{ ref('int_members') }}
),

final as (
    select
        campaigns.campaign_id,
        members.member_key
    from campaigns
    inner join targets on campaigns.campaign_id = targets.campaign_id
    inner join members on targets.member_id = members.member_id
)

select * from final
