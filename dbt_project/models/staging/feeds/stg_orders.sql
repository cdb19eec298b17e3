with newest as (
    {{ newest_rows_by_local_day(source('lake', 'orders'), ['order_id'], 'ordered_at') }}
),

final as (
    select
        order_id,
        member_id,
        ordered_at,
        local_on as ordered_on,
        amount_cents,
        currency,
        status = 'completed' as is_completed,
        channel,
        landed_on
    from newest
)

select * from final
