{{ config(materialized='table') }}

with events as (
    select * from {{ ref('stg_activity_events') }}
),

members as (
    select * from {{ ref('int_members') }}
),

final as (
    select
        events.event_id,
        members.member_key,
        events.occurred_at,
        events.occurred_on,
        events.kind,
        events.value_hundredths,
        events.campaign_id,
        case when members.member_id is null then 'member' end as waiting_for,
        events.landed_on
    from events
    left join members on events.member_id = members.member_id
)

select * from final
