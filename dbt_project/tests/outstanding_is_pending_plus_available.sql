-- The balance of the ledger is what lots hold, less what was taken of them.
{{ config(meta={'dagster': {'ref': {'name': 'member_points'}}}) }}

with run as (
    select * from {{ ref('stg_run') }}
),

moves as (
    select
        lots.member_key,
        lots.wallet,
        case when lots.available_at >= run.ends_at then lots.points else 0 end
            as pending,
        case when lots.available_at >= run.ends_at then 0 else lots.points end
            as available
    from {{ ref('int_lots') }} as lots
    cross join run
    union all
    select
        member_key,
        wallet,
        0 as pending,
        -points as available
    from {{ ref('int_debits') }}
    union all
    select
        expiries.member_key,
        expiries.wallet,
        0 as pending,
        -expiries.points as available
    from {{ ref('int_expiries') }} as expiries
    inner join run on expiries.occurred_at < run.ends_at
),

counted as (
    select
        members.member_id,
        moves.wallet,
        sum(moves.pending) as pending,
        sum(moves.available) as available
    from moves
    inner join {{ ref('int_members') }} as members
        on moves.member_key = members.member_key
    group by members.member_id, moves.wallet
),

balances as (
    select * from {{ ref('member_points') }}
)

select
    coalesce(balances.member_id, counted.member_id) as member_id,
    coalesce(balances.wallet, counted.wallet) as wallet,
    balances.outstanding,
    counted.pending,
    counted.available
from balances
full outer join counted
    on balances.member_id = counted.member_id and balances.wallet = counted.wallet
where
    balances.member_id is null
    or balances.pending <> coalesce(counted.pending, 0)
    or balances.available <> coalesce(counted.available, 0)
    or balances.outstanding <> coalesce(counted.pending + counted.available, 0)
