with newest as (
    {{ newest_rows_by_local_day(
        source('lake', 'adjustments'), ['adjustment_id'], 'adjusted_at'
    ) }}
),

final as (
    select
        adjustment_id,
        member_id,
        adjusted_at,
        local_on as adjusted_on,
        points,
        wallet,
        landed_on
    from newest
)

select * from final
