with newest as (
    {{ newest_rows(source('lake', 'adjustments'), ['adjustment_id']) }}
),

run as (
    select * from {{ ref('stg_run') }}
),

calendar as (
    select * from {{ ref('stg_calendar') }}
),

final as (
    select
        newest.adjustment_id,
        newest.member_id,
        newest.adjusted_at,
        calendar.local_on as adjusted_on,
        newest.points,
        newest.wallet,
        newest.landed_on
    from newest
    cross join run
    inner join calendar
        on {{ on_local_day('newest.adjusted_at', 'calendar') }}
    where calendar.local_on <= run.as_of
)

select * from final
