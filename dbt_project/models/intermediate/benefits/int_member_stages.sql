with members as (
    select * from {{ ref('int_members') }}
),

orders as (
    select * from {{ ref('int_member_purchases') }}
    where first_order_on is not null
),

events as (
    select * from {{ ref('int_activity_events') }}
),

intervals as (
    select * from {{ ref('int_tier_intervals') }}
),

benefited as (
    select * from {{ ref('int_benefited_members') }}
),

bonuses as (
    select * from {{ ref('int_campaign_bonuses') }}
),

run as (
    select * from {{ ref('stg_run') }}
),

activated as (
    select members.member_key
    from members
    cross join run
    where members.activated_at < run.ends_at
    union
    select member_key from orders
    union
    select member_key from events
),

qualified as (
    select distinct intervals.member_key
    from intervals
    cross join run
    where intervals.tier_rank > 0 and intervals.valid_from <= run.as_of
),

participated as (
    select member_key from events
    where campaign_id is not null
    union
    select member_key from bonuses
),

-- The stages follow each other: a later one is reached through all before it.
final as (
    select
        members.member_key,
        case
            when activated.member_key is null then 'registered'
            when qualified.member_key is null then 'activated'
            when benefited.member_key is null then 'qualified'
            when participated.member_key is null then 'benefited'
            else 'participated'
        end as stage
    from members
    left join activated on members.member_key = activated.member_key
    left join qualified on members.member_key = qualified.member_key
    left join benefited on members.member_key = benefited.member_key
    left join participated on members.member_key = participated.member_key
)

select * from final
