with orders as (
    select * from {{ ref('int_order_points') }}
),

versions as (
    select * from {{ ref('stg_rule_versions') }}
),

final as (
    select
        'earn:' || orders.order_id as entry_id,
        orders.member_key,
        'main' as wallet,
        'earn' as entry_type,
        orders.earned_points as points,
        orders.ordered_at as occurred_at,
        {{ add_elapsed_days('orders.ordered_at', 'versions.pending_days') }}
            as available_at,
        orders.order_id as source_id,
        orders.rule_version
    from orders
    inner join versions on orders.rule_version = versions.rule_version
    where orders.earned_points > 0
)

select * from final
