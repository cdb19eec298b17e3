with ledger as (
    select * from {{ ref('points_ledger') }}
),

members as (
    select * from {{ ref('int_members') }}
),

run as (
    select * from {{ ref('stg_run') }}
),

counted as (
    select
        ledger.*,
        ledger.available_at >= run.ends_at as is_pending
    from ledger
    cross join run
    where not ledger.is_scheduled
),

balances as (
    select
        member_id,
        wallet,
        sum(points) as outstanding,
        sum(case when is_pending then points else 0 end) as pending,
        sum(case when entry_type = 'earn' then points else 0 end) as earned,
        -sum(case when entry_type = 'redeem' then points else 0 end) as redeemed,
        -sum(case when entry_type = 'expire' then points else 0 end) as expired,
        -sum(case when entry_type = 'clawback' then points else 0 end) as clawed_back,
        sum(case when entry_type = 'adjust' then points else 0 end) as adjusted
    from counted
    group by member_id, wallet
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

-- Every member has the main wallet, with or without an entry in it.
final as (
    select
        members.member_id,
        'main' as wallet,
        run.as_of,
        {% for column in ['outstanding', 'pending'] -%}
        cast(coalesce(balances.{{ column }}, 0) as bigint) as {{ column }},
        {% endfor -%}
        cast(coalesce(balances.outstanding - balances.pending, 0) as bigint)
            as available,
        {% for column in [
            'earned', 'redeemed', 'expired', 'clawed_back', 'adjusted'
        ] -%}
        cast(coalesce(balances.{{ column }}, 0) as bigint) as {{ column }},
        {% endfor -%}
        next_expiries.next_expiry_at,
        cast(next_expiries.next_expiry_points as bigint) as next_expiry_points
    from members
    cross join run
    left join balances
        on members.member_id = balances.member_id and balances.wallet = 'main'
    left join next_expiries
        on members.member_id = next_expiries.member_id and next_expiries.wallet = 'main'
)

select * from final
