with grants as (
    select * from {{ ref('stg_tier_grants') }}
),

members as (
    select * from {{ ref('int_members') }}
),

tiers as (
    select * from {{ ref('stg_tiers') }}
),

final as (
    select
        members.member_key,
        grants.grant_id,
        tiers.tier_rank,
        grants.granted_from,
        case
            when grants.granted_until < {{ forever() }}
                then {{ add_days('grants.granted_until', 1) }}
            else {{ forever() }}
        end as granted_until
    from grants
    inner join members on grants.member_id = members.member_id
    inner join tiers on grants.tier_code = tiers.tier_code
)

select * from final
