with grants as (
    select * from {{ ref('stg_tier_grants') }}
),

members as (
    select * from {{ ref('int_members') }}
),

-- Codes are the same in every version, in the same order.
ranks as (
    select
        tier_code,
        tier_rank
    from {{ ref('stg_rule_tiers') }}
    where rule_version = 1
),

final as (
    select
        members.member_key,
        grants.grant_id,
        ranks.tier_rank,
        grants.granted_from,
        case
            when grants.granted_until < {{ forever() }}
                then {{ add_days('grants.granted_until', 1) }}
            else {{ forever() }}
        end as granted_until
    from grants
    inner join members on grants.member_id = members.member_id
    inner join ranks on grants.tier_code = ranks.tier_code
)

select * from final
