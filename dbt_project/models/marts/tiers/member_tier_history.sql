with intervals as (
    select * from {{ ref('int_tier_intervals') }}
),

members as (
    select * from {{ ref('int_members') }}
),

run as (
    select * from {{ ref('stg_run') }}
),

codes as (
    select * from {{ ref('stg_tiers') }}
),

final as (
    select
        members.member_id,
        coalesce(codes.tier_code, 'none') as tier_code,
        intervals.tier_rank,
        intervals.valid_from,
        intervals.valid_to,
        intervals.valid_from > run.as_of as is_scheduled
    from intervals
    inner join members on intervals.member_key = members.member_key
    cross join run
    left join codes on intervals.tier_rank = codes.tier_rank
)

select * from final
order by member_id, valid_from
