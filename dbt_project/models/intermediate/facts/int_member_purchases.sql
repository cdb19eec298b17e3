with members as (
    select * from {{ ref('int_members') }}
),

orders as (
    select * from {{ ref('int_orders') }}
),

programme as (
    select * from {{ ref('stg_programme') }}
),

run as (
    select * from {{ ref('stg_run') }}
),

purchases as (
    select
        member_key,
        min(ordered_on) as first_order_on,
        max(ordered_on) as last_order_on,
        count(*) as lifetime_orders,
        sum(amount_cents) as lifetime_amount_cents
    from orders
    group by member_key
),

dated as (
    select
        purchases.*,
        {{ days_between('purchases.last_order_on', 'run.as_of') }} as days_since_order
    from purchases
    cross join run
),

final as (
    select
        members.member_key,
        dated.first_order_on,
        dated.last_order_on,
        cast(coalesce(dated.lifetime_orders, 0) as bigint) as lifetime_orders,
        cast(coalesce(dated.lifetime_amount_cents, 0) as bigint)
            as lifetime_amount_cents,
        case
            when dated.days_since_order is null then 'none'
            when dated.days_since_order <= programme.engagement_active_days
                then 'active'
            when dated.days_since_order <= programme.engagement_at_risk_days
                then 'at_risk'
            else 'lapsed'
        end as engagement
    from members
    cross join programme
    left join dated on members.member_key = dated.member_key
)

select * from final
