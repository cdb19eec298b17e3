with previous_changes as (
    select * from {{ ref('stg_previous_tier_changes') }}
),

member_tiers as (
    select * from {{ ref('member_tiers') }}
),

run as (
    select * from {{ ref('stg_run') }}
),

newest as (
    select
        *,
        row_number() over (partition by member_id order by sequence desc) as newness
    from previous_changes
),

-- What a reader of the changes up to now takes members for; of whom none tell, nothing.
known as (
    select * from newest
    where newness = 1
),

changed as (
    select
        coalesce(member_tiers.member_id, known.member_id) as member_id,
        coalesce(known.to_tier_code, 'none') as from_tier_code,
        coalesce(known.to_tier_rank, 0) as from_tier_rank,
        coalesce(member_tiers.tier_code, 'none') as to_tier_code,
        coalesce(member_tiers.tier_rank, 0) as to_tier_rank
    from member_tiers
    full outer join known on member_tiers.member_id = known.member_id
    where
        coalesce(member_tiers.tier_code, 'none')
        <> coalesce(known.to_tier_code, 'none')
),

last_change as (
    select coalesce(max(sequence), 0) as sequence from previous_changes
),

numbered as (
    select
        last_change.sequence
        + row_number() over (order by changed.member_id) as sequence,
        changed.member_id,
        run.as_of,
        changed.from_tier_code,
        changed.from_tier_rank,
        changed.to_tier_code,
        changed.to_tier_rank
    from changed
    cross join last_change
    cross join run
),

final as (
    select * from previous_changes
    union all
    select * from numbered
)

select * from final
order by sequence
