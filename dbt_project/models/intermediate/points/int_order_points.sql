{{ config(materialized='table') }}

with orders as (
    select * from {{ ref('int_orders') }}
),

versions as (
    select * from {{ ref('stg_rule_versions') }}
),

-- X = amount in currency units * points per unit; cents * millionths count 10^8 to one.
based as (
    select
        orders.*,
        versions.rounding,
        {{ wide('orders.amount_cents') }} * versions.points_per_unit_millionths
            as base_units
    from orders
    inner join versions on orders.rule_version = versions.rule_version
),

-- An order earns the whole points that it moves its total by. With `floor` the total is
-- its own; with `carry` it is the member's running sum in the version, in which the
-- fractions of earlier orders count.
totals as (
    select
        *,
        base_units as total_units
    from based
    where rounding = 'floor'
    union all
    select
        *,
        sum(base_units) over (
            partition by member_key, rule_version
            order by ordered_at, order_id
            rows unbounded preceding
        ) as total_units
    from based
    where rounding = 'carry'
),

final as (
    select
        order_id,
        member_key,
        ordered_at,
        ordered_on,
        rule_version,
        amount_cents,
        base_units,
        cast(
            {{ whole_points('total_units') }}
            - {{ whole_points('(total_units - base_units)') }}
            as bigint
        ) as earned_points
    from totals
)

select * from final
