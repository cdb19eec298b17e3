with publication as (
    select * from {{ source('previous', 'publication') }}
),

local_days as (
    select * from {{ ref('stg_local_days') }}
),

final as (
    select
        publication.run as publication,
        publication.as_of,
        local_days.starts_at as ends_at
    from publication
    inner join local_days
        on {{ add_days('publication.as_of', 1) }} = local_days.local_on
)

select * from final
