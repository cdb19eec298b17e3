with newest as (
    {{ newest_rows(source('lake', 'benefit_uses'), ['use_id']) }}
),

run as (
    select * from {{ ref('stg_run') }}
),

final as (
    select
        newest.use_id,
        newest.member_id,
        newest.benefit_code,
        newest.used_at,
        newest.order_id,
        newest.landed_on
    from newest
    inner join run on newest.used_at < run.ends_at
)

select * from final
