with orders as (
    select * from {{ ref('int_orders') }}
),

events as (
    select * from {{ ref('int_activity_events') }}
),

facts as (
    select
        member_key,
        ordered_on as local_on,
        amount_cents,
        cast(null as varchar(64)) as kind
    from orders
    union all
    select
        member_key,
        occurred_on as local_on,
        0 as amount_cents,
        kind
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
