with orders as (
    select * from {{ ref('int_orders') }}
),

order_points as (
    select * from {{ ref('int_order_points') }}
),

returns as (
    select * from {{ ref('int_order_returns') }}
    where is_in_window
),

events as (
    select * from {{ ref('int_activity_events') }}
),

returned as (
    select
        order_id,
        sum(counted_cents) as returned_cents
    from returns
    group by order_id
),

-- An order leaves the window together with its returns: what is left of it then is
-- what leaves.
facts as (
    select
        orders.member_key,
        orders.ordered_on as local_on,
        orders.amount_cents as entering_cents,
        orders.amount_cents - coalesce(returned.returned_cents, 0) as leaving_cents,
        1 as count_orders,
        order_points.earned_points,
        1 as is_active,
        cast(null as varchar(64)) as kind,
        0 as value_hundredths
    from orders
    inner join order_points on orders.order_id = order_points.order_id
    left join returned on orders.order_id = returned.order_id
    union all
    select
        member_key,
        returned_on as local_on,
        -counted_cents as entering_cents,
        0 as leaving_cents,
        0 as count_orders,
        0 as earned_points,
        0 as is_active,
        cast(null as varchar(64)) as kind,
        0 as value_hundredths
    from returns
    union all
    select
        member_key,
        occurred_on as local_on,
        0 as entering_cents,
        0 as leaving_cents,
        0 as count_orders,
        0 as earned_points,
        1 as is_active,
        kind,
        coalesce(events.value_hundredths, 0) as value_hundredths
    from events
),

final as (
    select
        member_key,
        {% for metric in var('metrics') -%}
        {{ metric_of_day(metric) }},
        {% endfor -%}
        local_on
    from facts
    group by member_key, local_on
)

select * from final
