with run as (
    select * from {{ source('rules', 'run') }}
),

local_days as (
    select * from {{ source('rules', 'local_days') }}
),

final as (
    select
        run.as_of,
        local_days.starts_at as ends_at
    from run
    inner join local_days
        on {{ add_days('run.as_of', 1) }} = local_days.local_on
)

select * from final
