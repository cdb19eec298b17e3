with newest as (
    {{ newest_rows(source('lake', 'order_returns'), ['return_id']) }}
),

run as (
    select * from {{ ref('stg_run') }}
),

calendar as (
    select * from {{ ref('stg_calendar') }}
),

final as (
    select
        newest.return_id,
        newest.order_id,
        newest.returned_at,
        calendar.local_on as returned_on,
        newest.amount_cents,
        newest.landed_on
    from newest
    cross join run
    inner join calendar
        on {{ on_local_day('newest.returned_at', 'calendar') }}
    where calendar.local_on <= run.as_of
)

select * from final
