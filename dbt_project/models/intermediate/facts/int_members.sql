{{ config(materialized='table') }}

with members as (
    select * from {{ ref('stg_members') }}
),

-- Inside the engine a member is a narrow integer: text ids double the cost of windows.
final as (
    select
        cast(row_number() over (order by member_id) as integer) as member_key,
        member_id,
        registered_at,
        registered_on,
        activated_at,
        birth_date,
        region,
        is_control
    from members
)

select * from final
