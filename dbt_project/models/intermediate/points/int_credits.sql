with orders as (
    select * from {{ ref('int_orders') }}
),

versions as (
    select * from {{ ref('stg_rule_versions') }}
),

-- X = amount in currency units * points per unit; cents * millionths count 10^8 to one.
earned as (
    select
        orders.*,
        versions.pending_days,
        cast({{ floor_div(
            wide('orders.amount_cents') ~ ' * versions.points_per_unit_millionths',
            '100000000'
        ) }} as bigint) as points
    from orders
    inner join versions on orders.rule_version = versions.rule_version
),

final as (
    select
        'earn:' || order_id as entry_id,
        member_key,
        'main' as wallet,
        'earn' as entry_type,
        points,
        ordered_at as occurred_at,
        {{ add_elapsed_days('ordered_at', 'pending_days') }} as available_at,
        order_id as source_id,
        rule_version
    from earned
    where points > 0
)

select * from final
