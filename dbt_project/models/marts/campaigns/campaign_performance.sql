with campaigns as (
    select * from {{ ref('int_campaigns') }}
),

reach as (
    select * from {{ ref('int_campaign_reach') }}
),

sales as (
    select * from {{ ref('int_campaign_sales') }}
),

campaign_points as (
    select * from {{ ref('int_campaign_points') }}
),

-- A budget is watched and never enforced: one member's late order must not change what
-- another was given.
counted as (
    select
        campaigns.campaign_id,
        campaigns.campaign_name,
        campaigns.kind,
        campaigns.starts_at,
        campaigns.ends_at,
        reach.targeted,
        reach.eligible,
        coalesce(sales.participants, 0) as participants,
        coalesce(sales.orders, 0) as orders,
        coalesce(sales.revenue_cents, 0) as revenue_cents,
        coalesce(campaign_points.bonus_points, 0) as bonus_points,
        coalesce(campaign_points.clawed_back_points, 0) as clawed_back_points,
        campaigns.budget_points
    from campaigns
    inner join reach on campaigns.campaign_id = reach.campaign_id
    left join sales on campaigns.campaign_id = sales.campaign_id
    left join campaign_points on campaigns.campaign_id = campaign_points.campaign_id
),

final as (
    select
        *,
        budget_points - bonus_points as budget_left,
        coalesce(bonus_points > budget_points, false) as is_overspent
    from counted
)

select * from final
order by campaign_id
