{{ config(materialized='table') }}

with orders as (
    select * from {{ ref('stg_orders') }}
),

members as (
    select * from {{ ref('int_members') }}
),

programme as (
    select * from {{ ref('stg_programme') }}
),

local_days as (
    select * from {{ ref('stg_local_days') }}
),

-- Orders of unknown members and in other currencies wait in `held_back`.
final as (
    select
        orders.order_id,
        members.member_key,
        orders.ordered_at,
        orders.ordered_on,
        local_days.rule_version,
        orders.amount_cents
    from orders
    inner join members on orders.member_id = members.member_id
    inner join programme on orders.currency = programme.currency
    inner join local_days on orders.ordered_on = local_days.local_on
    where orders.is_completed
)

select * from final
