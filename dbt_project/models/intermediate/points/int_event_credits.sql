with events as (
    select * from {{ ref('int_activity_events') }}
),

local_days as (
    select * from {{ ref('stg_local_days') }}
),

event_points as (
    select * from {{ ref('stg_rule_event_points') }}
),

-- Of a member's events of one kind on one local day the first few count.
numbered as (
    select
        events.event_id,
        events.member_key,
        events.occurred_at,
        local_days.rule_version,
        event_points.points,
        event_points.max_per_day,
        row_number() over (
            partition by events.member_key, events.kind, events.occurred_on
            order by events.occurred_at, events.event_id
        ) as number_of_day
    from events
    inner join local_days on events.occurred_on = local_days.local_on
    inner join event_points
        on
            events.kind = event_points.kind
            and local_days.rule_version = event_points.rule_version
),

final as (
    select
        event_id,
        member_key,
        occurred_at,
        rule_version,
        points
    from numbered
    where max_per_day is null or number_of_day <= max_per_day
)

select * from final
