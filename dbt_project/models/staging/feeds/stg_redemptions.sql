with newest as (
    {{ newest_rows(source('lake', 'redemptions'), ['redemption_id']) }}
),

run as (
    select * from {{ ref('stg_run') }}
),

calendar as (
    select * from {{ ref('stg_calendar') }}
),

final as (
    select
        newest.redemption_id,
        newest.member_id,
        newest.redeemed_at,
        calendar.local_on as redeemed_on,
        newest.points,
        newest.cancelled_at,
        newest.wallet,
        newest.reward,
        newest.landed_on
    from newest
    cross join run
    inner join calendar
        on {{ on_local_day('newest.redeemed_at', 'calendar') }}
    where calendar.local_on <= run.as_of
)

select * from final
