with bonuses as (
    select * from {{ ref('int_campaign_bonuses') }}
),

campaigns as (
    select * from {{ ref('int_campaigns') }}
),

uses as (
    select * from {{ ref('stg_benefit_uses') }}
),

members as (
    select * from {{ ref('int_members') }}
),

final as (
    select
        campaign_id,
        member_key,
        order_id
    from bonuses
    union
    select
        campaigns.campaign_id,
        members.member_key,
        uses.order_id
    from uses
    inner join members on uses.member_id = members.member_id
    inner join campaigns on uses.benefit_code = 'campaign:' || campaigns.campaign_id
    where campaigns.kind in ('discount', 'exclusive_event')
)

select * from final
