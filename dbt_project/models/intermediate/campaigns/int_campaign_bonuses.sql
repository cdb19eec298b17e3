{{ config(materialized='table') }}

with candidates as (
    select * from {{ ref('int_campaign_candidates') }}
),

versions as (
    select * from {{ ref('stg_rule_versions') }}
),

ranked as (
    select
        candidates.*,
        versions.campaign_stacking,
        row_number() over (
            partition by candidates.order_id
            order by
                candidates.points desc,
                candidates.priority desc,
                candidates.campaign_id asc
        ) as place
    from candidates
    inner join versions on candidates.rule_version = versions.rule_version
),

-- The best alone counts, or all of them do. What the cap then cuts off the one that was
-- chosen goes to no other.
running as (
    select
        *,
        sum(points) over (
            partition by campaign_id, member_key
            order by ordered_at, order_id
            rows unbounded preceding
        ) as total_points
    from ranked
    where campaign_stacking = 'additive' or place = 1
),

-- A bonus counts by how far it moves the capped running total.
capped as (
    select
        order_id,
        member_key,
        ordered_at,
        rule_version,
        campaign_id,
        wallet,
        cast(
            least(total_points, coalesce(max_points_per_member, total_points))
            - least(
                total_points - points, coalesce(max_points_per_member, total_points)
            ) as bigint
        ) as points
    from running
),

final as (
    select * from capped
    where points > 0
)

select * from final
