{{ config(materialized='table') }}

with orders as (
    select * from {{ ref('int_order_points') }}
),

rewarded_members as (
    select * from {{ ref('int_rewarded_members') }}
),

intervals as (
    select * from {{ ref('int_tier_intervals') }}
),

-- Before registration there is no interval, and the tier is none.
final as (
    select
        orders.order_id,
        orders.member_key,
        orders.ordered_at,
        orders.rule_version,
        orders.amount_cents,
        orders.base_units,
        coalesce(intervals.tier_rank, 0) as tier_rank
    from orders
    inner join rewarded_members on orders.member_key = rewarded_members.member_key
    left join intervals
        on
            orders.member_key = intervals.member_key
            and orders.ordered_on >= intervals.valid_from
            and (
                intervals.valid_to is null or orders.ordered_on < intervals.valid_to
            )
)

select * from final
