{{ config(materialized='table') }}

with daily_scores as (
    select * from {{ ref('int_daily_scores') }}
),

run as (
    select * from {{ ref('stg_run') }}
),

compared as (
    select
        daily_scores.*,
        daily_scores.local_on = run.as_of as is_as_of,
        lag(daily_scores.qualified_rank) over (
            partition by daily_scores.member_key order by daily_scores.local_on
        ) as previous_rank,
        lag(daily_scores.rule_version) over (
            partition by daily_scores.member_key order by daily_scores.local_on
        ) as previous_version
    from daily_scores
    cross join run
),

-- Everything after this reads ranks: days on which nothing but the score moved are
-- most of all days, and none of its business.
final as (
    select
        member_key,
        local_on,
        rule_version,
        is_as_of,
        {% for metric in var('metrics') -%}
        {{ metric.code }}_raw,
        {{ metric.code }}_normalised,
        {% endfor -%}
        score_hundredths,
        qualified_rank
    from compared
    where
        is_as_of
        or previous_rank is null
        or qualified_rank <> previous_rank
        or rule_version <> previous_version
)

select * from final
