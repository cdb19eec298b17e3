with lots as (
    select * from {{ ref('int_lots') }}
),

run as (
    select * from {{ ref('stg_run') }}
),

final as (
    select
        lots.member_key,
        lots.wallet,
        cast(sum(lots.points) as bigint) as points
    from lots
    cross join run
    where lots.available_at >= run.ends_at
    group by lots.member_key, lots.wallet
)

select * from final
