{{ config(materialized='table') }}

with lots as (
    select * from {{ ref('int_lots') }}
),

debits as (
    select * from {{ ref('int_debits') }}
),

-- At one instant points expire before debits take any.
steps as (
    select
        member_key,
        wallet,
        expires_at as happens_at,
        0 as instant_order,
        line_number as step_number,
        points
    from lots
    where expires_at is not null
    union all
    select
        member_key,
        wallet,
        occurred_at as happens_at,
        1 as instant_order,
        debit_number as step_number,
        -points as points
    from debits
),

-- What has expired by an instant is the furthest that lots have got ahead of debits:
-- expired(t) = max(0, max over s <= t of (lots expiring by s - debits before s)).
levels as (
    select
        *,
        cast(sum(points) over (
            partition by member_key, wallet
            order by happens_at, instant_order, step_number
            rows unbounded preceding
        ) as bigint) as points_ahead
    from steps
),

-- A debit only lowers the level: lots alone make a new maximum, and a lot loses what it
-- adds to the maximum before it.
expired as (
    select
        member_key,
        wallet,
        step_number as line_number,
        happens_at,
        points_ahead,
        greatest(0, coalesce(max(points_ahead) over (
            partition by member_key, wallet
            order by happens_at, step_number
            rows between unbounded preceding and 1 preceding
        ), 0)) as expired_before
    from levels
    where instant_order = 0
),

final as (
    select
        lots.member_key,
        lots.wallet,
        lots.line_number,
        cast(expired.points_ahead - expired.expired_before as bigint) as points,
        expired.happens_at as occurred_at,
        lots.entry_id as source_id,
        lots.rule_version
    from expired
    inner join lots
        on
            expired.member_key = lots.member_key
            and expired.wallet = lots.wallet
            and expired.line_number = lots.line_number
    where expired.points_ahead > expired.expired_before
)

select * from final
