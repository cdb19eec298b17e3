{{ config(materialized='table') }}

with local_days as (
    select * from {{ source('rules', 'local_days') }}
),

versions as (
    select * from {{ ref('stg_rule_versions') }}
),

final as (
    select
        local_days.local_on,
        local_days.starts_at,
        versions.rule_version
    from local_days
    inner join versions
        on
            local_days.local_on >= versions.effective_from
            and (
                versions.effective_until is null
                or local_days.local_on < versions.effective_until
            )
)

select * from final
