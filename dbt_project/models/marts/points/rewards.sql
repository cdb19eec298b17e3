with rules as (
    select * from {{ ref('stg_rule_rewards') }}
),

redemptions as (
    select * from {{ ref('int_redemptions') }}
    where reward_code is not null
),

redeemed as (
    select
        reward_code,
        sum(case when is_cancelled then 0 else 1 end) as redemptions,
        sum(case when is_cancelled then 1 else 0 end) as cancelled,
        count(distinct case when not is_cancelled then member_key end) as members,
        sum(case when is_cancelled then 0 else points end) as redeemed_points
    from redemptions
    group by reward_code
),

-- A redemption that names a reward the rules do not know counts like any other.
final as (
    select
        coalesce(rules.reward_code, redeemed.reward_code) as reward_code,
        rules.reward_name,
        rules.kind,
        rules.points,
        rules.cost_cents,
        rules.reward_code is not null as is_known,
        cast(coalesce(redeemed.redemptions, 0) as bigint) as redemptions,
        cast(coalesce(redeemed.cancelled, 0) as bigint) as cancelled,
        cast(coalesce(redeemed.members, 0) as bigint) as members,
        cast(coalesce(redeemed.redeemed_points, 0) as bigint) as redeemed_points
    from rules
    full outer join redeemed on rules.reward_code = redeemed.reward_code
)

select * from final
order by reward_code
