with former_changes as (
    select * from {{ source('previous', 'benefit_changes') }}
),

member_benefits as (
    select * from {{ ref('member_benefits') }}
),

run as (
    select * from {{ ref('stg_run') }}
),

newest as (
    select
        *,
        row_number() over (
            partition by member_id, benefit_code order by sequence desc
        ) as newness
    from former_changes
),

-- What a reader of the changes up to now takes members to have.
known as (
    select * from newest
    where newness = 1 and change <> 'withdrawn'
),

compared as (
    select
        coalesce(member_benefits.member_id, known.member_id) as member_id,
        coalesce(member_benefits.benefit_code, known.benefit_code) as benefit_code,
        case
            when known.member_id is null then 'granted'
            when member_benefits.member_id is null then 'withdrawn'
            when
                member_benefits.kind <> known.kind
                or coalesce(member_benefits.value_bp, -1)
                <> coalesce(known.value_bp, -1)
                or coalesce(member_benefits.amount_cents, -1)
                <> coalesce(known.amount_cents, -1)
                then 'changed'
        end as change,
        member_benefits.kind,
        member_benefits.value_bp,
        member_benefits.amount_cents
    from member_benefits
    full outer join known
        on
            member_benefits.member_id = known.member_id
            and member_benefits.benefit_code = known.benefit_code
),

changed as (
    select * from compared
    where change is not null
),

last_change as (
    select coalesce(max(sequence), 0) as sequence from former_changes
),

final as (
    select
        sequence,
        member_id,
        benefit_code,
        as_of,
        change,
        kind,
        value_bp,
        amount_cents
    from former_changes
    union all
    select
        last_change.sequence
        + row_number() over (
            order by changed.member_id, changed.benefit_code
        ) as sequence,
        changed.member_id,
        changed.benefit_code,
        run.as_of,
        changed.change,
        changed.kind,
        changed.value_bp,
        changed.amount_cents
    from changed
    cross join last_change
    cross join run
)

select * from final
