with newest as (
    {{ newest_rows(source('lake', 'members'), ['member_id']) }}
),

run as (
    select * from {{ ref('stg_run') }}
),

calendar as (
    select * from {{ ref('stg_calendar') }}
),

final as (
    select
        newest.member_id,
        newest.registered_at,
        calendar.local_on as registered_on,
        newest.activated_at,
        newest.birth_date,
        newest.region,
        newest.control_group as is_control
    from newest
    cross join run
    inner join calendar
        on {{ on_local_day('newest.registered_at', 'calendar') }}
    where calendar.local_on <= run.as_of
)

select * from final
