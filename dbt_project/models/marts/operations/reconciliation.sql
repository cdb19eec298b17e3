with completed_orders as (
    select * from {{ ref('stg_orders') }}
    where is_completed
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

member_tiers as (
    select * from {{ ref('member_tiers') }}
),

ledger_to_date as (
    select * from ledger
    where not is_scheduled
),

lots as (
    select * from {{ ref('int_lots') }}
),

debits as (
    select * from {{ ref('int_debits') }}
),

allocations as (
    select * from {{ ref('int_allocations') }}
),

campaigns as (
    select * from {{ ref('campaign_performance') }}
),

cancelled as (
    select * from {{ ref('int_redemptions') }}
    where is_cancelled
),

reinstatements as (
    select * from ledger
    where entry_type = 'reinstate'
),

figures as (
    select
        'orders' as check_name,
        'completed orders up to as_of' as left_name,
        (select count(*) from completed_orders) as left_value,
        'orders counted and held back' as right_name,
        (select count(*) from orders
        )
        + (select count(*) from waiting_orders
        ) as right_value
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
    union all
    select
        'points_outstanding' as check_name,
        'outstanding in member_points' as left_name,
        (select sum(outstanding) from balances) as left_value,
        'ledger up to as_of' as right_name,
        (select sum(points) from ledger_to_date) as right_value
    union all
    select
        'points_left_after_schedule' as check_name,
        'ledger with its schedule' as left_name,
        (select sum(points) from ledger) as left_value,
        'lots less allocations and open debt' as right_name,
        coalesce((select sum(points) from lots), 0)
        - coalesce((select sum(points) from allocations), 0)
        - coalesce((select sum(points) from debits), 0)
        + coalesce((
            select sum(allocations.points)
            from allocations
            inner join debits on allocations.entry_id = debits.entry_id
        ), 0) as right_value
    union all
    select
        'campaign_bonuses' as check_name,
        'points given by campaigns' as left_name,
        (select sum(bonus_points) from campaigns) as left_value,
        'campaign bonuses of the ledger' as right_name,
        (
            select sum(points) from ledger
            where entry_type = 'campaign_bonus'
        ) as right_value
    union all
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
