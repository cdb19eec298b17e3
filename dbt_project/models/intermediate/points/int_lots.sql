{{ config(materialized='table') }}

with credits as (
    select * from {{ ref('int_credits') }}
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

nominal as (
    select
        credits.*,
        coalesce(local_days.starts_at, {{ never() }}) as nominally_expires_at
    from credits
    inner join wallets
        on
            credits.rule_version = wallets.rule_version
            and credits.wallet = wallets.wallet
    inner join calendar
        on {{ on_local_day('credits.available_at', 'calendar') }}
    left join local_days
        on
            {{ add_days('calendar.local_on', 'wallets.validity_days') }}
            = local_days.local_on
),

-- Points that became available later never expire before earlier ones: the running
-- maximum along the line.
lined_up as (
    select
        *,
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
        points,
        occurred_at,
        available_at,
        nullif(line_expires_at, {{ never() }}) as expires_at,
        source_id,
        rule_version
    from lined_up
)

select * from final
