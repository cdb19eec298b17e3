-- An order of X = amount * rate points has one earn entry of floor(X), none of nothing.
{{ config(meta={'dagster': {'ref': {'name': 'points_ledger'}}}) }}

with orders as (
    select
        orders.order_id,
        members.member_id,
        {{ floor_div(
            wide('orders.amount_cents') ~ ' * versions.points_per_unit_millionths',
            '100000000'
        ) }} as points
    from {{ ref('int_orders') }} as orders
    inner join {{ ref('int_members') }} as members
        on orders.member_key = members.member_key
    inner join {{ ref('stg_rule_versions') }} as versions
        on orders.rule_version = versions.rule_version
),

due as (
    select * from orders
    where points > 0
),

credits as (
    select
        source_id as order_id,
        member_id,
        points
    from {{ ref('points_ledger') }}
    where entry_type = 'earn'
)

select
    coalesce(due.order_id, credits.order_id) as order_id,
    due.points as points_due,
    credits.points as points_credited
from due
full outer join credits on due.order_id = credits.order_id
where
    due.points is null
    or credits.points is null
    or due.points <> credits.points
    or due.member_id <> credits.member_id
