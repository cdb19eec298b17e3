{{ config(materialized='table') }}

with kept as (
    select
        member_id,
        member_key
    from {{ source('keys', 'members') }}
),

delivered as (
    select distinct member_id from {{ source('lake', 'members') }}
),

last_key as (
    select coalesce(max(member_key), 0) as member_key from kept
),

-- Whoever has a key keeps it, deleted or not; who is new comes after all of them.
added as (
    select
        delivered.member_id,
        cast(
            last_key.member_key + row_number() over (order by delivered.member_id)
            as integer
        ) as member_key
    from delivered
    cross join last_key
    left join kept on delivered.member_id = kept.member_id
    where kept.member_id is null
),

final as (
    select * from kept
    union all
    select * from added
)

select * from final
