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
        entry_id as lot_id,
        member_key,
        wallet,
        expires_at as happens_at,
        0 as instant_order,
        line_number as step_order,
        entry_id as step_id,
        points,
        rule_version
    from lots
    where expires_at is not null
    union all
    select
        cast(null as varchar(64)) as lot_id,
        member_key,
        wallet,
        occurred_at as happens_at,
        1 as instant_order,
        0 as step_order,
        entry_id as step_id,
        -points as points,
        rule_version
    from debits
),

-- What has expired by an instant is the furthest that lots have got ahead of debits:
-- expired(t) = max(0, max over s <= t of (lots expiring by s - debits before s)).
levels as (
    select
        *,
        sum(points) over (
            partition by member_key, wallet
            order by happens_at, instant_order, step_order, step_id
            rows unbounded preceding
        ) as points_ahead
    from steps
),

expired as (
    select
        *,
        greatest(0, max(points_ahead) over (
            partition by member_key, wallet
            order by happens_at, instant_order, step_order, step_id
            rows unbounded preceding
        )) as expired_by_then
    from levels
),

taken as (
    select
        *,
        expired_by_then - coalesce(lag(expired_by_then) over (
            partition by member_key, wallet
            order by happens_at, instant_order, step_order, step_id
        ), 0) as expired_points
    from expired
),

final as (
    select
        'expire:' || lot_id as entry_id,
        member_key,
        wallet,
        'expire' as entry_type,
        cast(expired_points as bigint) as points,
        happens_at as occurred_at,
        lot_id as source_id,
        rule_version
    from taken
    where lot_id is not null and expired_points > 0
)

select * from final
