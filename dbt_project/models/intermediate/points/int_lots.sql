{{ config(materialized='table') }}

with credits as (
    select * from {{ ref('int_credits') }}
),

clawbacks as (
    select
        credit_id,
        sum(points) as points
    from {{ ref('int_clawbacks') }}
    where is_pending
    group by credit_id
),

wallets as (
    select * from {{ ref('stg_rule_wallets') }}
),

calendar as (
    select * from {{ ref('stg_calendar') }}
),

local_days as (
    select * from {{ ref('stg_local_days') }}
),

-- Points given back are valid from the day they were spent on, yet until the next day
-- at least: no cancellation makes points young again.
dated as (
    select
        credits.*,
        cast(credits.points - coalesce(clawbacks.points, 0) as bigint) as lot_points,
        case
            when credits.redeemed_on is null
                then {{ add_days('calendar.local_on', 'wallets.validity_days') }}
            when wallets.validity_days is not null
                then greatest(
                    {{ add_days('credits.redeemed_on', 'wallets.validity_days') }},
                    {{ add_days('calendar.local_on', '1') }}
                )
        end as nominally_expires_on
    from credits
    inner join wallets
        on
            credits.rule_version = wallets.rule_version
            and credits.wallet = wallets.wallet
    inner join calendar
        on {{ on_local_day('credits.available_at', 'calendar') }}
    left join clawbacks on credits.entry_id = clawbacks.credit_id
),

nominal as (
    select
        dated.*,
        coalesce(local_days.starts_at, {{ never() }}) as nominally_expires_at
    from dated
    left join local_days on dated.nominally_expires_on = local_days.local_on
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
        max(nominally_expires_at) over (
            partition by member_key, wallet
            order by available_at, occurred_at, entry_id
            rows unbounded preceding
        ) as line_expires_at
    from nominal
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
