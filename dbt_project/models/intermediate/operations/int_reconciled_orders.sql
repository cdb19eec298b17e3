with completed_orders as (
    select * from {{ ref('int_judged_orders') }}
    where is_completed
),

waiting_orders as (
    select * from completed_orders
    where waiting_for is not null
),

held_back as (
    select * from {{ ref('held_back') }}
    where feed = 'orders'
),

members as (
    select * from {{ ref('members') }}
),

member_tiers as (
    select * from {{ ref('member_tiers') }}
),

final as (
    select
        'orders' as check_name,
        'completed orders up to as_of' as left_name,
        (select count(*) from completed_orders) as left_value,
        'orders counted and held back' as right_name,
        coalesce((select sum(lifetime_orders) from members), 0)
        + (select count(*) from held_back) as right_value
    union all
    select
        'order_amount' as check_name,
        'cents of completed orders up to as_of' as left_name,
        (select sum(amount_cents) from completed_orders) as left_value,
        'cents by member and held back' as right_name,
        coalesce((select sum(lifetime_amount_cents) from members), 0)
        + coalesce((select sum(amount_cents) from waiting_orders), 0) as right_value
    union all
    select
        'members_with_a_tier' as check_name,
        'known members' as left_name,
        (select count(*) from members) as left_value,
        'members in member_tiers' as right_name,
        (select count(*) from member_tiers) as right_value
)

select * from final
