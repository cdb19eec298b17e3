{{ config(materialized='table') }}

with credits as (
    select * from {{ ref('int_nominal_expiries') }}
),

clawbacks as (
    select
        credit_id,
        sum(points) as points
    from {{ ref('int_clawbacks') }}
    where is_pending
    group by credit_id
),

sized as (
    select
        credits.*,
        coalesce(credits.nominally_expires_at, {{ never() }}) as nominal_or_never,
        cast(credits.points - coalesce(clawbacks.points, 0) as bigint) as lot_points
    from credits
    left join clawbacks on credits.entry_id = clawbacks.credit_id
),

-- Points that became available later never expire before earlier ones: the running
-- maximum along the line. A lot's place on the line is the running total of sizes.
lined_up as (
    select
        *,
        cast(row_number() over (
            partition by member_key, wallet
            order by available_at, occurred_at, entry_id
        ) as bigint) as line_number,
        max(nominal_or_never) over (
            partition by member_key, wallet
            order by available_at, occurred_at, entry_id
            rows unbounded preceding
        ) as line_expires_at
    from sized
),

final as (
    select
        entry_id,
        member_key,
        wallet,
        entry_type,
        points as credited_points,
        lot_points as points,
        occurred_at,
        available_at,
        nullif(line_expires_at, {{ never() }}) as expires_at,
        source_id,
        campaign_id,
        rule_version,
        line_number
    from lined_up
)

select * from final
