with newest as (
    {{ newest_rows(source('lake', 'activity_events'), ['event_id']) }}
),

run as (
    select * from {{ ref('stg_run') }}
),

calendar as (
    select * from {{ ref('stg_calendar') }}
),

final as (
    select
        newest.event_id,
        newest.member_id,
        newest.occurred_at,
        calendar.local_on as occurred_on,
        newest.kind,
        newest.value_hundredths,
        newest.campaign_id,
        newest.landed_on
    from newest
    cross join run
    inner join calendar
        on {{ on_local_day('newest.occurred_at', 'calendar') }}
    where calendar.local_on <= run.as_of
)

select * from final
