with score_changes as (
    select * from {{ ref('int_score_changes') }}
),

members as (
    select * from {{ ref('int_members') }}
),

final as (
    select
        members.member_id,
        score_changes.local_on as as_of,
        score_changes.score_hundredths
    from score_changes
    inner join members on score_changes.member_key = members.member_key
    where score_changes.is_as_of
)

select * from final
order by member_id
