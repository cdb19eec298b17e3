{{ config(materialized='table') }}

with orders as (
    select * from {{ ref('int_order_points') }}
),

returns as (
    select * from {{ ref('int_order_returns') }}
    where is_in_window
),

events as (
    select * from {{ ref('int_activity_events') }}
),

-- An order leaves the window together with its returns: what is left of it then is
-- what leaves. So a return changes two days: its own, and what leaves for its order's.
facts as (
    select
        member_key,
        ordered_on as local_on,
        amount_cents as entering_cents,
        amount_cents as leaving_cents,
        1 as count_orders,
        earned_points,
        1 as is_active,
        cast(null as varchar(64)) as kind,
        0 as value_hundredths
    from orders
    union all
    select
        member_key,
        ordered_on as local_on,
        0 as entering_cents,
        -counted_cents as leaving_cents,
        0 as count_orders,
        0 as earned_points,
        0 as is_active,
        cast(null as varchar(64)) as kind,
        0 as value_hundredths
    from returns
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
