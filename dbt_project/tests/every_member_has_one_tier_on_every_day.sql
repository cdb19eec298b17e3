-- Intervals start on the registration day, meet without gap or overlap, and end open.
{{ config(meta={'dagster': {'ref': {'name': 'member_tier_history'}}}) }}

with history as (
    select * from {{ ref('member_tier_history') }}
),

members as (
    select * from {{ ref('members') }}
),

neighbours as (
    select
        member_id,
        valid_from,
        valid_to,
        tier_rank,
        lag(valid_to) over (partition by member_id order by valid_from) as previous_to,
        lag(tier_rank) over (partition by member_id order by valid_from)
            as previous_rank,
        row_number() over (partition by member_id order by valid_from) as place,
        row_number() over (partition by member_id order by valid_from desc)
            as place_from_end
    from history
)

select
    members.member_id,
    neighbours.valid_from,
    neighbours.valid_to
from members
left join neighbours on members.member_id = neighbours.member_id
where
    neighbours.member_id is null
    or (neighbours.place = 1 and neighbours.valid_from <> members.registered_on)
    or (
        neighbours.place > 1
        and (
            neighbours.previous_to is null
            or neighbours.previous_to <> neighbours.valid_from
            or neighbours.previous_rank = neighbours.tier_rank
        )
    )
    or (neighbours.place_from_end = 1 and neighbours.valid_to is not null)
