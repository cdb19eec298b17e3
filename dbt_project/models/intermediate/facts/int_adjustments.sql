with adjustments as (
    select * from {{ ref('stg_adjustments') }}
),

members as (
    select * from {{ ref('int_members') }}
),

local_days as (
    select * from {{ ref('stg_local_days') }}
),

wallets as (
    select * from {{ ref('stg_rule_wallets') }}
),

final as (
    select
        adjustments.adjustment_id,
        members.member_key,
        adjustments.wallet,
        adjustments.points,
        adjustments.adjusted_at,
        local_days.rule_version
    from adjustments
    inner join members on adjustments.member_id = members.member_id
    inner join local_days on adjustments.adjusted_on = local_days.local_on
    inner join wallets
        on
            local_days.rule_version = wallets.rule_version
            and adjustments.wallet = wallets.wallet
)

select * from final
