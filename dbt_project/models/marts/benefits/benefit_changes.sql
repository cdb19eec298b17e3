with previous_changes as (
    select * from {{ ref('stg_previous_benefit_changes') }}
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
    from previous_changes
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

last_change as (
    select coalesce(max(sequence), 0) as sequence from previous_changes
),

numbered as (
    select
        last_change.sequence
        + row_number() over (
            order by compared.member_id, compared.benefit_code
        ) as sequence,
        compared.member_id,
        compared.benefit_code,
        run.as_of,
        compared.change,
        compared.kind,
        compared.value_bp,
        compared.amount_cents
    from compared
    cross join last_change
    cross join run
    where compared.change is not null
),

final as (
    select * from previous_changes
    union all
    select * from numbered
)

select * from final
order by sequence
