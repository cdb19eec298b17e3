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

-- Points given back are valid from the day they were spent on, yet until the next day
-- at least: no cancellation makes points young again.
dated as (
    select
        credits.*,
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
),

final as (
    select
        dated.entry_id,
        dated.member_key,
        dated.wallet,
        dated.entry_type,
        dated.points,
        dated.occurred_at,
        dated.available_at,
        local_days.starts_at as nominally_expires_at,
        dated.source_id,
        dated.campaign_id,
        dated.rule_version
    from dated
    left join local_days on dated.nominally_expires_on = local_days.local_on
)

select * from final
