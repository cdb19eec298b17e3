with current_tiers as (
    select * from {{ ref('int_current_tiers') }}
),

intervals as (
    select * from {{ ref('int_tier_intervals') }}
),

members as (
    select * from {{ ref('int_members') }}
),

scores as (
    select * from {{ ref('member_scores') }}
),

tiers as (
    select * from {{ ref('stg_rule_tiers') }}
),

losses as (
    select
        current_tiers.member_key,
        min(intervals.valid_from) as lost_on
    from current_tiers
    inner join intervals
        on
            current_tiers.member_key = intervals.member_key
            and current_tiers.valid_from < intervals.valid_from
            and current_tiers.tier_rank > intervals.tier_rank
    group by current_tiers.member_key
),

final as (
    select
        members.member_id,
        scores.as_of,
        current_tiers.tier_code,
        current_tiers.tier_name,
        current_tiers.tier_rank,
        scores.score_hundredths,
        current_tiers.valid_from as tier_since,
        losses.lost_on as tier_until,
        next_tiers.tier_code as next_tier_code,
        case
            when next_tiers.tier_code is not null
                then greatest(
                    next_tiers.minimum_hundredths - scores.score_hundredths, 0
                )
        end as score_hundredths_to_next
    from current_tiers
    inner join members on current_tiers.member_key = members.member_key
    inner join scores on members.member_id = scores.member_id
    left join losses on current_tiers.member_key = losses.member_key
    left join tiers as next_tiers
        on
            current_tiers.tier_rank + 1 = next_tiers.tier_rank
            and current_tiers.rule_version = next_tiers.rule_version
)

select * from final
order by member_id
