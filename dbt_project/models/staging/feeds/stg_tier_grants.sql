with newest as (
    {{ newest_rows(source('lake', 'tier_grants'), ['grant_id']) }}
),

run as (
    select * from {{ ref('stg_run') }}
),

final as (
    select
        newest.grant_id,
        newest.member_id,
        newest.tier as tier_code,
        newest.granted_from,
        newest.granted_until,
        newest.landed_on
    from newest
    cross join run
    where newest.granted_from <= run.as_of
)

select * from final
