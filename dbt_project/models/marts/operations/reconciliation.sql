with figures as (
    select * from {{ ref('int_reconciled_orders') }}
    union all
    select * from {{ ref('int_reconciled_points') }}
    union all
    select * from {{ ref('int_reconciled_campaigns') }}
    union all
    select * from {{ ref('int_reconciled_redemptions') }}
),

final as (
    select
        check_name,
        left_name,
        cast(coalesce(left_value, 0) as bigint) as left_value,
        right_name,
        cast(coalesce(right_value, 0) as bigint) as right_value,
        cast(coalesce(left_value, 0) - coalesce(right_value, 0) as bigint)
            as difference
    from figures
)

select * from final
order by check_name
