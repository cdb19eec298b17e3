with members as (
    select * from {{ ref('int_members') }}
),

purchases as (
    select * from {{ ref('int_member_purchases') }}
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

bonuses as (
    select * from {{ ref('int_campaign_bonuses') }}
),

run as (
    select * from {{ ref('stg_run') }}
),

visitors as (
    select distinct member_key from events
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

participants as (
    select member_key from events
    where campaign_id is not null
    union
    select member_key from bonuses
),

described as (
    select
        members.*,
        purchases.first_order_on,
        purchases.last_order_on,
        purchases.lifetime_orders,
        purchases.lifetime_amount_cents,
        purchases.engagement,
        (
            members.activated_at < run.ends_at
            or purchases.first_order_on is not null
            or visitors.member_key is not null
        ) as is_activated,
        qualified.member_key is not null as is_qualified,
        benefited.member_key is not null as is_benefited,
        participants.member_key is not null as is_participant
    from members
    cross join run
    inner join purchases on members.member_key = purchases.member_key
    left join visitors on members.member_key = visitors.member_key
    left join qualified on members.member_key = qualified.member_key
    left join benefited on members.member_key = benefited.member_key
    left join participants on members.member_key = participants.member_key
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
        engagement,
        region,
        is_control as control_group,
        first_order_on,
        last_order_on,
        lifetime_orders,
        lifetime_amount_cents
    from described
)

select * from final
