with benefits as (
    select * from {{ ref('int_member_benefits') }}
),

members as (
    select * from {{ ref('int_members') }}
),

run as (
    select * from {{ ref('stg_run') }}
),

final as (
    select
        members.member_id,
        benefits.benefit_code,
        run.as_of,
        benefits.kind,
        benefits.value_bp,
        benefits.amount_cents,
        benefits.source,
        benefits.valid_from,
        benefits.valid_to,
        benefits.reason
    from benefits
    inner join members on benefits.member_key = members.member_key
    cross join run
)

select * from final
order by member_id, benefit_code
