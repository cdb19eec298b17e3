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

-- With `carry` the fractions of earlier orders count: an order earns by how far it
-- moves the floor of the member's running sum in its version.
running as (
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

earned as (
    select
        order_id,
        member_key,
        ordered_at,
        ordered_on,
        rule_version,
        amount_cents,
        base_units,
        {{ whole_points('base_units') }} as points
    from based
    where rounding = 'floor'
    union all
    select
        order_id,
        member_key,
        ordered_at,
        ordered_on,
        rule_version,
        amount_cents,
        base_units,
        {{ whole_points('total_units') }}
        - {{ whole_points('(total_units - base_units)') }} as points
    from running
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
        cast(points as bigint) as earned_points
    from earned
)

select * from final
