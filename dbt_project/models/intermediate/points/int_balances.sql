with entries as (
    select * from {{ ref('int_entries') }}
    where not is_scheduled
),

members as (
    select * from {{ ref('int_members') }}
),

-- A cancelled redemption is none: what is given back counts against what was redeemed.
counted as (
    select
        member_key,
        wallet,
        points,
        case
            when entry_type in ('redeem', 'reinstate') then 'redeemed'
            when entry_type = 'expire' then 'expired'
            when entry_type = 'clawback' then 'clawed_back'
            when entry_type = 'adjust' then 'adjusted'
            else 'earned'
        end as part
    from entries
    -- Every member has the main wallet, others once there is an entry in them.
    union all
    select
        member_key,
        'main' as wallet,
        0 as points,
        'earned' as part
    from members
),

final as (
    select
        member_key,
        wallet,
        cast(sum(points) as bigint) as outstanding,
        cast(sum(case when part = 'earned' then points else 0 end) as bigint) as earned,
        cast(sum(case when part = 'redeemed' then -points else 0 end) as bigint)
            as redeemed,
        cast(sum(case when part = 'expired' then -points else 0 end) as bigint)
            as expired,
        cast(sum(case when part = 'clawed_back' then -points else 0 end) as bigint)
            as clawed_back,
        cast(sum(case when part = 'adjusted' then points else 0 end) as bigint)
            as adjusted
    from counted
    group by member_key, wallet
)

select * from final
