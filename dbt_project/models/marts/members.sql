with members as (
    select * from {{ ref('int_members') }}
),

orders as (
    select * from {{ ref('int_orders') }}
),

events as (
    select * from {{ ref('int_activity_events') }}
),

intervals as (
    select * from {{ ref('int_tier_intervals') }}
),

benefits as (
    select * from {{ ref('int_member_benefits') }}
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

activity as (
    select
        member_key,
        count(*) as count_events,
        count(campaign_id) as count_campaign_events
    from events
    group by member_key
),

qualified as (
    select distinct intervals.member_key
    from intervals
    cross join run
    where intervals.tier_rank > 0 and intervals.valid_from <= run.as_of
),

benefited as (
    select distinct member_key from benefits
),

described as (
    select
        members.*,
        purchases.first_order_on,
        purchases.last_order_on,
        coalesce(purchases.lifetime_orders, 0) as lifetime_orders,
        coalesce(purchases.lifetime_amount_cents, 0) as lifetime_amount_cents,
        {{ days_between('purchases.last_order_on', 'run.as_of') }}
            as days_since_order,
        programme.engagement_active_days,
        programme.engagement_at_risk_days,
        (
            members.activated_at < run.ends_at
            or purchases.member_key is not null
            or activity.member_key is not null
        ) as is_activated,
        qualified.member_key is not null as is_qualified,
        benefited.member_key is not null as is_benefited,
        coalesce(activity.count_campaign_events, 0) > 0 as is_participant
    from members
    cross join programme
    cross join run
    left join purchases on members.member_key = purchases.member_key
    left join activity on members.member_key = activity.member_key
    left join qualified on members.member_key = qualified.member_key
    left join benefited on members.member_key = benefited.member_key
),

-- The stages follow each other: a later one is reached through all before it.
final as (
    select
        member_id,
        registered_on,
        case
            when not coalesce(is_activated, false) then 'registered'
            when not is_qualified then 'activated'
            when not is_benefited then 'qualified'
            when not is_participant then 'benefited'
            else 'participated'
        end as stage,
        case
            when days_since_order is null then 'none'
            when days_since_order <= engagement_active_days then 'active'
            when days_since_order <= engagement_at_risk_days then 'at_risk'
            else 'lapsed'
        end as engagement,
        region,
        is_control as control_group,
        first_order_on,
        last_order_on,
        cast(lifetime_orders as bigint) as lifetime_orders,
        cast(lifetime_amount_cents as bigint) as lifetime_amount_cents
    from described
)

select * from final
