with lots as (
    select * from {{ ref('int_lots') }}
),

debits as (
    select * from {{ ref('int_debits') }}
),

expiries as (
    select * from {{ ref('int_expiries') }}
),

-- What expires of a lot is its own; what is left of all lots and all debits then lie on
-- one axis, and a debit takes of a lot what they overlap.
kept as (
    select
        lots.entry_id,
        lots.member_key,
        lots.wallet,
        lots.points - coalesce(expiries.points, 0) as points,
        sum(lots.points - coalesce(expiries.points, 0)) over (
            partition by lots.member_key, lots.wallet
            order by lots.line_number
            rows unbounded preceding
        ) as ends_at
    from lots
    left join expiries on lots.entry_id = expiries.source_id
),

spent as (
    select
        entry_id,
        member_key,
        wallet,
        points,
        sum(points) over (
            partition by member_key, wallet
            order by occurred_at, entry_id
            rows unbounded preceding
        ) as ends_at
    from debits
),

shared as (
    select
        kept.entry_id as lot_entry_id,
        spent.entry_id,
        kept.member_key,
        kept.wallet,
        least(kept.ends_at, spent.ends_at)
        - greatest(kept.ends_at - kept.points, spent.ends_at - spent.points) as points
    from kept
    inner join spent
        on
            kept.member_key = spent.member_key
            and kept.wallet = spent.wallet
            and kept.ends_at - kept.points < spent.ends_at
            and spent.ends_at - spent.points < kept.ends_at
),

final as (
    select
        lot_entry_id,
        entry_id,
        member_key,
        wallet,
        cast(points as bigint) as points
    from shared
    where points > 0
    union all
    select
        source_id as lot_entry_id,
        entry_id,
        member_key,
        wallet,
        points
    from expiries
)

select * from final
