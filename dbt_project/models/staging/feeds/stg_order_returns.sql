with newest as (
    {{ newest_rows_by_local_day(
        source('lake', 'order_returns'), ['return_id'], 'returned_at'
    ) }}
),

final as (
    select
        return_id,
        order_id,
        returned_at,
        local_on as returned_on,
        amount_cents,
        landed_on
    from newest
)

select * from final
