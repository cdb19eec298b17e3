{{ config(materialized='table') }}

with lots as (
    select * from {{ ref('int_lots') }}
),

debits as (
    select * from {{ ref('int_debits') }}
),

expiries as (
    select * from {{ ref('int_expiries') }}
),

left_over as (
    select
        lots.member_key,
        lots.wallet,
        lots.line_number,
        lots.points - coalesce(expiries.points, 0) as points
    from lots
    left join expiries
        on
            lots.member_key = expiries.member_key
            and lots.wallet = expiries.wallet
            and lots.line_number = expiries.line_number
),

-- What expires of a lot is its own; what is left of all lots and all debits then lie on
-- one axis, and a debit takes of a lot what they overlap.
kept as (
    select
        *,
        cast(sum(points) over (
            partition by member_key, wallet
            order by line_number
            rows unbounded preceding
        ) as bigint) as ends_at
    from left_over
    where points > 0
),

spent as (
    select
        member_key,
        wallet,
        debit_number,
        points,
        cast(sum(points) over (
            partition by member_key, wallet
            order by debit_number
            rows unbounded preceding
        ) as bigint) as ends_at
    from debits
),

final as (
    select
        kept.member_key,
        kept.wallet,
        kept.line_number,
        spent.debit_number,
        least(kept.ends_at, spent.ends_at)
        - greatest(kept.ends_at - kept.points, spent.ends_at - spent.points) as points
    from kept
    inner join spent
        on
            kept.member_key = spent.member_key
            and kept.wallet = spent.wallet
            and kept.ends_at - kept.points < spent.ends_at
            and spent.ends_at - spent.points < kept.ends_at
    union all
    select
        member_key,
        wallet,
        line_number,
        cast(null as bigint) as debit_number,
        points
    from expiries
)

select * from final
