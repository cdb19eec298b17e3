with balances as (
    select * from {{ ref('int_balances') }}
),

pending as (
    select * from {{ ref('int_pending_points') }}
),

next_expiries as (
    select * from {{ ref('int_next_expiries') }}
),

members as (
    select * from {{ ref('int_members') }}
),

run as (
    select * from {{ ref('stg_run') }}
),

final as (
    select
        members.member_id,
        balances.wallet,
        run.as_of,
        balances.outstanding,
        coalesce(pending.points, 0) as pending,
        balances.outstanding - coalesce(pending.points, 0) as available,
        balances.earned,
        balances.redeemed,
        balances.expired,
        balances.clawed_back,
        balances.adjusted,
        next_expiries.occurred_at as next_expiry_at,
        next_expiries.points as next_expiry_points
    from balances
    inner join members on balances.member_key = members.member_key
    cross join run
    left join pending
        on
            balances.member_key = pending.member_key
            and balances.wallet = pending.wallet
    left join next_expiries
        on
            balances.member_key = next_expiries.member_key
            and balances.wallet = next_expiries.wallet
)

select * from final
order by member_id, wallet
