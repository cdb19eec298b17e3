with ledger as (
    select * from {{ ref('points_ledger') }}
),

ledger_to_date as (
    select * from ledger
    where not is_scheduled
),

balances as (
    select * from {{ ref('member_points') }}
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

final as (
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
            select sum(points) from allocations
            where debit_number is not null
        ), 0) as right_value
)

select * from final
