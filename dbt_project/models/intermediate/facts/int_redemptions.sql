{{ config(materialized='table') }}

with redemptions as (
    select * from {{ ref('stg_redemptions') }}
),

members as (
    select * from {{ ref('int_members') }}
),

local_days as (
    select * from {{ ref('stg_local_days') }}
),

versions as (
    select * from {{ ref('stg_rule_versions') }}
),

wallets as (
    select * from {{ ref('stg_rule_wallets') }}
),

run as (
    select * from {{ ref('stg_run') }}
),

final as (
    select
        redemptions.redemption_id,
        members.member_key,
        redemptions.wallet,
        redemptions.reward as reward_code,
        redemptions.points,
        redemptions.redeemed_at,
        redemptions.redeemed_on,
        redemptions.cancelled_at,
        local_days.rule_version,
        coalesce(redemptions.cancelled_at < run.ends_at, false) as is_cancelled,
        coalesce(
            redemptions.cancelled_at <= {{ add_elapsed_days(
                'redemptions.redeemed_at', 'versions.reinstate_within_days'
            ) }},
            true
        ) as is_in_time
    from redemptions
    inner join members on redemptions.member_id = members.member_id
    inner join local_days on redemptions.redeemed_on = local_days.local_on
    inner join versions on local_days.rule_version = versions.rule_version
    inner join wallets
        on
            local_days.rule_version = wallets.rule_version
            and redemptions.wallet = wallets.wallet
    cross join run
)

select * from final
