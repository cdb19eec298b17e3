with orders as (
    select * from {{ ref('int_judged_orders') }}
),

-- Orders of unknown members and in other currencies wait in `held_back`.
final as (
    select
        order_id,
        member_key,
        ordered_at,
        ordered_on,
        rule_version,
        amount_cents
    from orders
    where is_completed and waiting_for is null
)

select * from final
