with ledger as (
    select * from {{ ref('points_ledger') }}
),

lots as (
    select * from {{ ref('int_lots') }}
),

members as (
    select * from {{ ref('int_members') }}
),

run as (
    select * from {{ ref('stg_run') }}
),

-- A cancelled redemption is none: what is given back counts against what was redeemed.
counted as (
    select
        *,
        case
            when entry_type in ('redeem', 'reinstate') then 'redeemed'
            when entry_type = 'expire' then 'expired'
            when entry_type = 'clawback' then 'clawed_back'
            when entry_type = 'adjust' then 'adjusted'
            else 'earned'
        end as part
    from ledger
    where not is_scheduled
),

balances as (
    select
        member_id,
        wallet,
        {% for part in ['earned', 'redeemed', 'expired', 'clawed_back', 'adjusted'] -%}
        sum(case when part = '{{ part }}' then points else 0 end) as {{ part }},
        {% endfor -%}
        sum(points) as outstanding
    from counted
    group by member_id, wallet
),

pending as (
    select
        members.member_id,
        lots.wallet,
        sum(lots.points) as points
    from lots
    inner join members on lots.member_key = members.member_key
    cross join run
    where lots.available_at >= run.ends_at
    group by members.member_id, lots.wallet
),

next_instants as (
    select
        member_id,
        wallet,
        min(occurred_at) as next_expiry_at
    from ledger
    where entry_type = 'expire' and is_scheduled
    group by member_id, wallet
),

next_expiries as (
    select
        next_instants.member_id,
        next_instants.wallet,
        next_instants.next_expiry_at,
        -sum(ledger.points) as next_expiry_points
    from next_instants
    inner join ledger
        on
            next_instants.member_id = ledger.member_id
            and next_instants.wallet = ledger.wallet
            and next_instants.next_expiry_at = ledger.occurred_at
    where ledger.entry_type = 'expire'
    group by
        next_instants.member_id,
        next_instants.wallet,
        next_instants.next_expiry_at
),

-- Every member has the main wallet, others once there is an entry in them.
wallets as (
    select
        member_id,
        'main' as wallet
    from members
    union
    select
        member_id,
        wallet
    from ledger
    where not is_scheduled
),

final as (
    select
        wallets.member_id,
        wallets.wallet,
        run.as_of,
        cast(coalesce(balances.outstanding, 0) as bigint) as outstanding,
        cast(coalesce(pending.points, 0) as bigint) as pending,
        cast(coalesce(balances.outstanding, 0) - coalesce(pending.points, 0) as bigint)
            as available,
        cast(coalesce(balances.earned, 0) as bigint) as earned,
        cast(coalesce(-balances.redeemed, 0) as bigint) as redeemed,
        cast(coalesce(-balances.expired, 0) as bigint) as expired,
        cast(coalesce(-balances.clawed_back, 0) as bigint) as clawed_back,
        cast(coalesce(balances.adjusted, 0) as bigint) as adjusted,
        next_expiries.next_expiry_at,
        cast(next_expiries.next_expiry_points as bigint) as next_expiry_points
    from wallets
    cross join run
    {% for relation in ['balances', 'pending', 'next_expiries'] -%}
    left join {{ relation }}
        on
            wallets.member_id = {{ relation }}.member_id
            and wallets.wallet = {{ relation }}.wallet
    {% endfor %}
)

select * from final
