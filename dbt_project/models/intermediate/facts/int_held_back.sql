with programme as (
    select * from {{ ref('stg_programme') }}
),

members as (
    select * from {{ ref('int_members') }}
),

campaigns as (
    select * from {{ ref('stg_campaigns') }}
),

orders as (
    select
        'orders' as feed,
        orders.order_id as fact_key,
        case when members.member_id is null then 'member' else 'currency' end
            as waiting_for,
        orders.landed_on as since
    from {{ ref('stg_orders') }} as orders
    cross join programme
    left join members on orders.member_id = members.member_id
    where members.member_id is null or orders.currency <> programme.currency
),

events as (
    select
        'activity_events' as feed,
        events.event_id as fact_key,
        'member' as waiting_for,
        events.landed_on as since
    from {{ ref('stg_activity_events') }} as events
    left join members on events.member_id = members.member_id
    where members.member_id is null
),

campaign_targets as (
    select
        'campaign_targets' as feed,
        targets.campaign_id || ':' || targets.member_id as fact_key,
        case when members.member_id is null then 'member' else 'campaign' end
            as waiting_for,
        targets.landed_on as since
    from {{ ref('stg_campaign_targets') }} as targets
    left join members on targets.member_id = members.member_id
    left join campaigns on targets.campaign_id = campaigns.campaign_id
    where members.member_id is null or campaigns.campaign_id is null
),

final as (
    select * from orders
    union all
    select * from events
    union all
    select * from campaign_targets
)

select * from final
