-- Every expiry is allocated whole, every debit save what is still owed, and of no lot
-- more than it holds.
{{ config(meta={'dagster': {'ref': {'name': 'points_allocations'}}}) }}

with allocations as (
    select * from {{ ref('points_allocations') }}
),

by_lot as (
    select
        lots.entry_id,
        'lot' as what,
        lots.points as at_most,
        sum(allocations.points) as allocated
    from {{ ref('int_lots') }} as lots
    inner join allocations on lots.entry_id = allocations.lot_entry_id
    group by lots.entry_id, lots.points
),

by_expiry as (
    select
        expiries.entry_id,
        'expiry' as what,
        expiries.points as exactly,
        coalesce(sum(allocations.points), 0) as allocated
    from {{ ref('int_expiries') }} as expiries
    left join allocations on expiries.entry_id = allocations.entry_id
    group by expiries.entry_id, expiries.points
),

debits as (
    select
        debits.member_key,
        debits.wallet,
        debits.entry_id,
        debits.points,
        coalesce(sum(allocations.points), 0) as allocated
    from {{ ref('int_debits') }} as debits
    left join allocations on debits.entry_id = allocations.entry_id
    group by debits.member_key, debits.wallet, debits.entry_id, debits.points
),

owed as (
    select
        member_key,
        wallet,
        sum(points) as debits,
        sum(allocated) as allocated,
        max(allocated - points) as most_over
    from debits
    group by member_key, wallet
),

held as (
    select
        lots.member_key,
        lots.wallet,
        sum(lots.points - coalesce(expiries.points, 0)) as points
    from {{ ref('int_lots') }} as lots
    left join {{ ref('int_expiries') }} as expiries
        on lots.entry_id = expiries.source_id
    group by lots.member_key, lots.wallet
)

select
    entry_id,
    what,
    at_most as expected,
    allocated
from by_lot
where allocated > at_most
union all
select
    entry_id,
    what,
    exactly as expected,
    allocated
from by_expiry
where allocated <> exactly
union all
select
    cast(owed.member_key as varchar(20)) as entry_id,
    'debits of ' || owed.wallet as what,
    least(owed.debits, coalesce(held.points, 0)) as expected,
    owed.allocated
from owed
left join held on owed.member_key = held.member_key and owed.wallet = held.wallet
where
    owed.most_over > 0
    or owed.allocated <> least(owed.debits, coalesce(held.points, 0))
