with newest as (
    {{ newest_rows(source('lake', 'orders'), ['order_id']) }}
),

run as (
    select * from {{ ref('stg_run') }}
),

calendar as (
    select * from {{ ref('stg_calendar') }}
),

final as (
    select
        newest.order_id,
        newest.member_id,
        newest.ordered_at,
        calendar.local_on as ordered_on,
        newest.amount_cents,
        newest.currency,
        newest.status = 'completed' as is_completed,
        newest.channel,
        newest.landed_on
    from newest
    cross join run
    inner join calendar
        on {{ on_local_day('newest.ordered_at', 'calendar') }}
    where calendar.local_on <= run.as_of
)

select * from final
