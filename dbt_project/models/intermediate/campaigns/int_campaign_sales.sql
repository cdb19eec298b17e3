with campaign_orders as (
    select * from {{ ref('int_campaign_orders') }}
),

orders as (
    select * from {{ ref('int_orders') }}
),

returned as (
    select
        order_id,
        sum(counted_cents) as cents
    from {{ ref('int_order_returns') }}
    group by order_id
),

participants as (
    select
        campaign_id,
        count(distinct member_key) as participants
    from campaign_orders
    group by campaign_id
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

final as (
    select
        participants.campaign_id,
        participants.participants,
        coalesce(sales.orders, 0) as orders,
        cast(coalesce(sales.revenue_cents, 0) as bigint) as revenue_cents
    from participants
    left join sales on participants.campaign_id = sales.campaign_id
)

select * from final
