-- The balance of the ledger equals the one counted from the lots that are left.
{{ config(meta={'dagster': {'ref': {'name': 'member_points'}}}) }}

with described as (
    select
        members.member_id,
        lots.wallet,
        lots.points,
        lots.available_at >= run.ends_at as is_pending,
        coalesce(lots.expires_at < run.ends_at, false) as is_expired
    from {{ ref('int_lots') }} as lots
    inner join {{ ref('int_members') }} as members
        on lots.member_key = members.member_key
    cross join {{ ref('stg_run') }} as run
),

lots as (
    select
        member_id,
        wallet,
        sum(case when is_pending then points else 0 end) as pending,
        sum(case when is_pending or is_expired then 0 else points end) as available
    from described
    group by member_id, wallet
),

balances as (
    select * from {{ ref('member_points') }}
)

select
    balances.member_id,
    balances.wallet,
    balances.outstanding,
    lots.pending,
    lots.available
from balances
left join lots
    on balances.member_id = lots.member_id and balances.wallet = lots.wallet
where
    balances.pending <> coalesce(lots.pending, 0)
    or balances.available <> coalesce(lots.available, 0)
    or balances.outstanding <> coalesce(lots.pending + lots.available, 0)
