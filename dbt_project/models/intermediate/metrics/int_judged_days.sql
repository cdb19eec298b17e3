with member_days as (
    select * from {{ ref('int_member_days') }}
),

members as (
    select * from {{ ref('int_members') }}
),

versions as (
    select * from {{ ref('stg_rule_versions') }}
),

run as (
    select * from {{ ref('stg_run') }}
),

first_days as (
    select
        members.member_key,
        least(
            members.registered_on,
            coalesce(min(member_days.local_on), members.registered_on)
        ) as local_on
    from members
    left join member_days on members.member_key = member_days.member_key
    group by members.member_key, members.registered_on
),

-- On its first day a member has a score, with each new version it may be another one,
-- and on as_of it is asked for.
final as (
    select
        member_key,
        local_on
    from first_days
    union
    select
        first_days.member_key,
        versions.effective_from as local_on
    from first_days
    inner join versions on first_days.local_on < versions.effective_from
    union
    select
        members.member_key,
        run.as_of as local_on
    from members
    cross join run
)

select * from final
