with rewarded_members as (
    select * from {{ ref('int_rewarded_members') }}
),

tiers as (
    select * from {{ ref('int_current_tiers') }}
),

purchases as (
    select * from {{ ref('int_member_purchases') }}
),

benefits as (
    select * from {{ ref('stg_rule_benefits') }}
),

wanted_engagements as (
    select * from {{ ref('stg_rule_benefit_engagements') }}
),

run as (
    select * from {{ ref('stg_run') }}
),

judged as (
    select
        tiers.member_key,
        benefits.*,
        tiers.valid_from as tier_from,
        tiers.valid_to as tier_to,
        {{ add_days('benefits.valid_to', 1) }} as benefit_to,
        (
            coalesce(benefits.valid_from <= run.as_of, true)
            and coalesce(benefits.valid_to >= run.as_of, true)
        ) as is_in_time,
        (
            not benefits.needs_birthday_month
            or coalesce(
                extract(month from rewarded_members.birth_date)
                = extract(month from run.as_of),
                false
            )
        ) as is_month_right,
        (
            not benefits.needs_engagement or wanted_engagements.engagement is not null
        ) as is_engagement_right,
        coalesce(purchases.lifetime_orders >= benefits.min_lifetime_orders, true)
            as has_orders_enough
    from tiers
    inner join rewarded_members on tiers.member_key = rewarded_members.member_key
    inner join purchases on tiers.member_key = purchases.member_key
    inner join benefits on tiers.tier_code = benefits.tier_code
    cross join run
    left join wanted_engagements
        on
            benefits.benefit_code = wanted_engagements.benefit_code
            and purchases.engagement = wanted_engagements.engagement
),

final as (
    select
        member_key,
        benefit_code,
        kind,
        value_bp,
        amount_cents,
        benefit_group,
        priority,
        greatest(tier_from, coalesce(valid_from, tier_from)) as valid_from,
        least(coalesce(tier_to, benefit_to), coalesce(benefit_to, tier_to))
            as valid_to,
        'tier ' || tier_code
        || case when needs_birthday_month then ', month of birth' else '' end
        || case when needs_engagement then ', engagement' else '' end
        || case when min_lifetime_orders is null then '' else ', orders enough' end
            as reason
    from judged
    where
        is_in_time
        and is_month_right
        and is_engagement_right
        and has_orders_enough
)

select * from final
