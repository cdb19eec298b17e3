with run as (
    select * from {{ ref('stg_run') }}
),

expiries as (
    select * from {{ ref('int_expiries') }}
),

scheduled as (
    select expiries.*
    from expiries
    inner join run on expiries.occurred_at >= run.ends_at
),

next_instants as (
    select
        member_key,
        wallet,
        min(occurred_at) as occurred_at
    from scheduled
    group by member_key, wallet
),

final as (
    select
        next_instants.member_key,
        next_instants.wallet,
        next_instants.occurred_at,
        cast(sum(scheduled.points) as bigint) as points
    from next_instants
    inner join scheduled
        on
            next_instants.member_key = scheduled.member_key
            and next_instants.wallet = scheduled.wallet
            and next_instants.occurred_at = scheduled.occurred_at
    group by
        next_instants.member_key,
        next_instants.wallet,
        next_instants.occurred_at
)

select * from final
