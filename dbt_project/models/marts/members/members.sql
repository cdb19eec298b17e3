with members as (
    select * from {{ ref('int_members') }}
),

purchases as (
    select * from {{ ref('int_member_purchases') }}
),

stages as (
    select * from {{ ref('int_member_stages') }}
),

final as (
    select
        members.member_id,
        members.registered_on,
        stages.stage,
        purchases.engagement,
        members.region,
        members.is_control as control_group,
        purchases.first_order_on,
        purchases.last_order_on,
        purchases.lifetime_orders,
        purchases.lifetime_amount_cents
    from members
    inner join stages on members.member_key = stages.member_key
    inner join purchases on members.member_key = purchases.member_key
)

select * from final
order by member_id
