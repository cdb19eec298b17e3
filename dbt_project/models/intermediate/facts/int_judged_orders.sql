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

-- A cancelled order waits for nothing: it would count nowhere.
final as (
    select
        orders.order_id,
        members.member_key,
        orders.ordered_at,
        orders.ordered_on,
        local_days.rule_version,
        orders.amount_cents,
        orders.is_completed,
        case
            when not orders.is_completed then null
            when members.member_id is null then 'member'
            when programme.currency is null then 'currency'
        end as waiting_for,
        orders.landed_on
    from orders
    left join members on orders.member_id = members.member_id
    left join programme on orders.currency = programme.currency
    inner join local_days on orders.ordered_on = local_days.local_on
)

select * from final
