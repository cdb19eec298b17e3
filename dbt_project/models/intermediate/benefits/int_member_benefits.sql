with members as (
    select * from {{ ref('int_members') }}
),

tiers as (
    select * from {{ ref('int_current_tiers') }}
),

benefits as (
    select * from {{ ref('stg_rule_benefits') }}
),

offers as (
    select
        members.member_key,
        benefits.benefit_code,
        benefits.kind,
        benefits.value_bp,
        benefits.benefit_group,
        benefits.priority,
        tiers.tier_code,
        tiers.valid_from,
        tiers.valid_to
    from tiers
    inner join members on tiers.member_key = members.member_key
    inner join benefits on tiers.tier_code = benefits.tier_code
    -- The control group goes without, so that the programme's effect can be measured.
    where not members.is_control
),

-- Of an exclusive group a member gets the best; a benefit without one stands alone.
ranked as (
    select
        *,
        row_number() over (
            partition by
                member_key,
                case when benefit_group is null then benefit_code end,
                benefit_group
            order by value_bp desc, priority desc, benefit_code asc
        ) as place
    from offers
),

final as (
    select
        member_key,
        benefit_code,
        kind,
        value_bp,
        tier_code,
        valid_from,
        valid_to
    from ranked
    where place = 1
)

select * from final
