{{ config(materialized='table') }}

with steps as (
    select * from {{ ref('int_tier_steps') }}
),

members as (
    select * from {{ ref('int_members') }}
),

since_registration as (
    select
        steps.member_key,
        steps.tier_rank,
        greatest(steps.valid_from, members.registered_on) as valid_from
    from steps
    inner join members on steps.member_key = members.member_key
    where members.registered_on < steps.valid_to
),

compared as (
    select
        *,
        lag(tier_rank) over (
            partition by member_key order by valid_from
        ) as previous_rank
    from since_registration
),

final as (
    select
        member_key,
        tier_rank,
        valid_from,
        lead(valid_from) over (
            partition by member_key order by valid_from
        ) as valid_to
    from compared
    where previous_rank is null or tier_rank <> previous_rank
)

select * from final
