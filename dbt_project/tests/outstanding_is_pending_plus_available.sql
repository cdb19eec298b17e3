-- The balance of the ledger equals the one counted from the lots that are left.
with lots as (
    select
        members.member_id,
        lots.wallet,
        sum(case when lots.available_at >= run.ends_at then lots.points else 0 end)
            as pending,
        sum(
            case
                when lots.available_at < run.ends_at
                    and (lots.expires_at is null or lots.expires_at >= run.ends_at)
                    then lots.points
                else 0
            end
        ) as available
    from {{ ref('int_lots') }} as lots
    inner join {{ ref('int_members') }} as members
        on lots.member_key = members.member_key
    cross join {{ ref('stg_run') }} as run
    group by members.member_id, lots.wallet
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
