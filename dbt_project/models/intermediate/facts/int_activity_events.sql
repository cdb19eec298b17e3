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
        events.campaign_id
    from events
    inner join members on events.member_id = members.member_id
)

select * from final
