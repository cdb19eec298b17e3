with cancelled as (
    select * from {{ ref('int_redemptions') }}
    where is_cancelled
),

reinstatements as (
    select * from {{ ref('points_ledger') }}
    where entry_type = 'reinstate'
),

final as (
    select
        'late_cancellations' as check_name,
        'redemptions cancelled too late' as left_name,
        (
            select count(*) from cancelled
            where not is_in_time
        ) as left_value,
        'cancelled redemptions without a reinstatement' as right_name,
        (select count(*) from cancelled)
        - (select count(*) from reinstatements) as right_value
)

select * from final
