-- Orders of X = amount * rate points have earn entries of floor(X), none of nothing:
-- each by itself, or with `carry` all of a member and version together.
{{ config(meta={'dagster': {'ref': {'name': 'points_ledger'}}}) }}

with orders as (
    select
        orders.order_id,
        members.member_id,
        case
            when versions.rounding = 'carry'
                then members.member_id || ' ' || versions.rule_version
            else orders.order_id
        end as earned_by,
        {{ wide('orders.amount_cents') }} * versions.points_per_unit_millionths
            as base_units
    from {{ ref('int_orders') }} as orders
    inner join {{ ref('int_members') }} as members
        on orders.member_key = members.member_key
    inner join {{ ref('stg_rule_versions') }} as versions
        on orders.rule_version = versions.rule_version
),

credits as (
    select
        source_id as order_id,
        member_id,
        points
    from {{ ref('points_ledger') }}
    where entry_type = 'earn'
),

compared as (
    select
        orders.earned_by,
        min(case when orders.order_id is null then 0 else 1 end) as has_order,
        {{ floor_div('sum(orders.base_units)', '100000000') }} as points_due,
        coalesce(sum(credits.points), 0) as points_credited
    from orders
    full outer join credits
        on orders.order_id = credits.order_id and orders.member_id = credits.member_id
    group by orders.earned_by
)

select * from compared
where has_order = 0 or points_due <> points_credited
