{{ config(materialized='table') }}

with members as (
    select * from {{ ref('stg_members') }}
),

keys as (
    select * from {{ ref('int_member_keys') }}
),

-- Inside the engine a member is a narrow integer: text ids double the cost of windows.
final as (
    select
        keys.member_key,
        members.member_id,
        members.registered_at,
        members.registered_on,
        members.activated_at,
        members.birth_date,
        members.region,
        members.is_control
    from members
    inner join keys on members.member_id = keys.member_id
)

select * from final
