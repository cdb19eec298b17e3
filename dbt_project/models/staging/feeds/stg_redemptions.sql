with newest as (
    {{ newest_rows_by_local_day(
        source('lake', 'redemptions'), ['redemption_id'], 'redeemed_at'
    ) }}
),

final as (
    select
        redemption_id,
        member_id,
        redeemed_at,
        local_on as redeemed_on,
        points,
        cancelled_at,
        wallet,
        reward,
        landed_on
    from newest
)

select * from final
