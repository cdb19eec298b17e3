with completed_orders as (
    select * from {{ ref('stg_orders') }}
),

orders as (
    select * from {{ ref('int_orders') }}
),

waiting_orders as (
    select completed_orders.*
    from completed_orders
    inner join {{ ref('int_held_back') }} as held_back
        on
            completed_orders.order_id = held_back.fact_key
            and held_back.feed = 'orders'
),

members as (
    select * from {{ ref('members') }}
),

ledger as (
    select * from {{ ref('points_ledger') }}
),

balances as (
    select * from {{ ref('member_points') }}
),

lots as (
    select * from {{ ref('int_lots') }}
),

figures as (
    select
        'orders' as check_name,
        'completed orders up to as_of' as left_name,
        (select count(*) from completed_orders) as left_value,
        'orders counted and held back' as right_name,
        (select count(*) from orders) + (select count(*) from waiting_orders)
            as right_value
    union all
    select
        'order_amount',
        'cents of completed orders up to as_of',
        (select sum(amount_cents) from completed_orders),
        'cents by member and held back',
        (select sum(lifetime_amount_cents) from members)
        + coalesce((select sum(amount_cents) from waiting_orders), 0)
    union all
    select
        'members_with_a_tier',
        'known members',
        (select count(*) from members),
        'members in member_tiers',
        (select count(*) from {{ ref('member_tiers') }})
    union all
    select
        'points_outstanding',
        'outstanding in member_points',
        (select sum(outstanding) from balances),
        'ledger up to as_of',
        (select sum(points) from ledger where not is_scheduled)
    union all
    select
        'points_left_after_schedule',
        'ledger with its schedule',
        (select sum(points) from ledger),
        'lots that never expire',
        (select sum(points) from lots where expires_at is null)
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
