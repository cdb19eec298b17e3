{{ config(materialized='table') }}

with intervals as (
    select * from {{ ref('int_tier_intervals') }}
),

run as (
    select * from {{ ref('stg_run') }}
),

local_days as (
    select * from {{ ref('stg_local_days') }}
),

tiers as (
    select * from {{ ref('stg_rule_tiers') }}
),

final as (
    select
        intervals.member_key,
        intervals.tier_rank,
        coalesce(tiers.tier_code, 'none') as tier_code,
        coalesce(tiers.tier_name, 'none') as tier_name,
        intervals.valid_from,
        intervals.valid_to,
        local_days.rule_version
    from intervals
    inner join run
        on
            intervals.valid_from <= run.as_of
            and (intervals.valid_to is null or intervals.valid_to > run.as_of)
    inner join local_days on run.as_of = local_days.local_on
    left join tiers
        on
            intervals.tier_rank = tiers.tier_rank
            and local_days.rule_version = tiers.rule_version
)

select * from final
