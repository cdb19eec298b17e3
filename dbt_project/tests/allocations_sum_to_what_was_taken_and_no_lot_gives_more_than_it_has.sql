-- Every expiry is allocated whole, every debit save what is still owed, and of no lot
-- more than it holds; readers are shown as many, of as many points in each wallet.
{{ config(meta={'dagster': {'ref': {'name': 'points_allocations'}}}) }}

with lots as (
    select * from {{ ref('int_lots') }}
),

debits as (
    select * from {{ ref('int_debits') }}
),

expiries as (
    select * from {{ ref('int_expiries') }}
),

by_lot as (
    select
        member_key,
        wallet,
        line_number,
        sum(points) as allocated,
        sum(case when debit_number is null then points else 0 end) as expired
    from {{ ref('int_allocations') }}
    group by member_key, wallet, line_number
),

by_debit as (
    select
        member_key,
        wallet,
        debit_number,
        sum(points) as allocated
    from {{ ref('int_allocations') }}
    where debit_number is not null
    group by member_key, wallet, debit_number
),

owed as (
    select
        debits.member_key,
        debits.wallet,
        sum(debits.points) as debits,
        coalesce(sum(by_debit.allocated), 0) as allocated,
        max(coalesce(by_debit.allocated, 0) - debits.points) as most_over
    from debits
    left join by_debit
        on
            debits.member_key = by_debit.member_key
            and debits.wallet = by_debit.wallet
            and debits.debit_number = by_debit.debit_number
    group by debits.member_key, debits.wallet
),

held as (
    select
        lots.member_key,
        lots.wallet,
        sum(lots.points - coalesce(expiries.points, 0)) as points,
        sum(
            case
                when coalesce(by_lot.allocated, 0) > lots.points then 1
                when coalesce(by_lot.expired, 0) <> coalesce(expiries.points, 0) then 1
                else 0
            end
        ) as wrong_lots
    from lots
    left join expiries
        on
            lots.member_key = expiries.member_key
            and lots.wallet = expiries.wallet
            and lots.line_number = expiries.line_number
    left join by_lot
        on
            lots.member_key = by_lot.member_key
            and lots.wallet = by_lot.wallet
            and lots.line_number = by_lot.line_number
    group by lots.member_key, lots.wallet
),

computed as (
    select
        wallet,
        count(*) as allocations,
        sum(points) as points
    from {{ ref('int_allocations') }}
    group by wallet
),

published as (
    select
        wallet,
        count(*) as allocations,
        sum(points) as points
    from {{ ref('points_allocations') }}
    group by wallet
)

select
    'lots' as what,
    member_key,
    wallet,
    wrong_lots as found,
    0 as expected
from held
where wrong_lots > 0
union all
select
    'debits' as what,
    owed.member_key,
    owed.wallet,
    owed.allocated as found,
    least(owed.debits, coalesce(held.points, 0)) as expected
from owed
left join held on owed.member_key = held.member_key and owed.wallet = held.wallet
where
    owed.most_over > 0
    or owed.allocated <> least(owed.debits, coalesce(held.points, 0))
union all
select
    'published' as what,
    null as member_key,
    coalesce(computed.wallet, published.wallet) as wallet,
    published.points as found,
    computed.points as expected
from computed
full outer join published on computed.wallet = published.wallet
where
    computed.points is distinct from published.points
    or computed.allocations is distinct from published.allocations
