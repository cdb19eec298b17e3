with campaigns as (
    select * from {{ ref('int_campaigns') }}
),

reach as (
    select * from {{ ref('int_campaign_reach') }}
),

campaign_orders as (
    select * from {{ ref('int_campaign_orders') }}
),

orders as (
    select * from {{ ref('int_orders') }}
),

bonuses as (
    select * from {{ ref('int_campaign_bonuses') }}
),

clawbacks as (
    select * from {{ ref('int_clawbacks') }}
),

credits as (
    select * from {{ ref('int_credits') }}
    where entry_type = 'campaign_bonus'
),

participants as (
    select
        campaign_id,
        count(distinct member_key) as participants
    from campaign_orders
    group by campaign_id
),

returned as (
    select
        order_id,
        sum(counted_cents) as cents
    from {{ ref('int_order_returns') }}
    group by order_id
),

moved as (
    select distinct
        campaign_id,
        order_id
    from campaign_orders
),

sales as (
    select
        moved.campaign_id,
        count(*) as orders,
        sum(orders.amount_cents - coalesce(returned.cents, 0)) as revenue_cents
    from moved
    inner join orders on moved.order_id = orders.order_id
    left join returned on orders.order_id = returned.order_id
    group by moved.campaign_id
),

given as (
    select
        campaign_id,
        sum(points) as points
    from bonuses
    group by campaign_id
),

taken_back as (
    select
        credits.campaign_id,
        sum(clawbacks.points) as points
    from clawbacks
    inner join credits on clawbacks.credit_id = credits.entry_id
    group by credits.campaign_id
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
        coalesce(participants.participants, 0) as participants,
        coalesce(sales.orders, 0) as orders,
        cast(coalesce(sales.revenue_cents, 0) as bigint) as revenue_cents,
        cast(coalesce(given.points, 0) as bigint) as bonus_points,
        cast(coalesce(taken_back.points, 0) as bigint) as clawed_back_points,
        campaigns.budget_points
    from campaigns
    inner join reach on campaigns.campaign_id = reach.campaign_id
    {% for relation in ['participants', 'sales', 'given', 'taken_back'] -%}
    left join {{ relation }} on campaigns.campaign_id = {{ relation }}.campaign_id
    {% endfor %}
),

final as (
    select
        *,
        budget_points - bonus_points as budget_left,
        coalesce(bonus_points > budget_points, false) as is_overspent
    from counted
)

select * from final
