with score_changes as (
    select * from {{ ref('int_score_changes') }}
),

versions as (
    select * from {{ ref('stg_rule_versions') }}
),

granted as (
    select * from {{ ref('int_granted_tiers') }}
),

spans as (
    select
        member_key,
        rule_version,
        qualified_rank,
        local_on as qualified_from,
        lead(local_on) over (
            partition by member_key order by local_on
        ) as qualified_until
    from score_changes
),

-- Qualifying on day d grants days d+1 to d+1+V; of a span's days the last reaches
-- furthest. With one_down, each lower rank is granted V days more than the next.
qualified as (
    select
        spans.member_key,
        {% for rank in range(1, var('tier_count') + 1) -%}
        case
            when spans.qualified_rank < {{ rank }} then {{ dawn() }}
            when spans.qualified_until is null then {{ forever() }}
            when versions.downgrade = 'one_down' then {{ add_days(
                'spans.qualified_until',
                '1 + versions.tier_validity_days'
                ~ ' * (1 + spans.qualified_rank - ' ~ rank ~ ')'
            ) }}
            else {{ add_days(
                'spans.qualified_until', '1 + versions.tier_validity_days'
            ) }}
        end as rank_{{ rank }}_until,
        {% endfor -%}
        {{ add_days('spans.qualified_from', 1) }} as granted_from,
        0 as grant_number
    from spans
    inner join versions on spans.rule_version = versions.rule_version
),

-- A tier given by hand grants its rank and those below it on its own days.
final as (
    select * from qualified
    union all
    select
        member_key,
        {% for rank in range(1, var('tier_count') + 1) -%}
        case when tier_rank >= {{ rank }} then granted_until else {{ dawn() }} end
            as rank_{{ rank }}_until,
        {% endfor -%}
        granted_from,
        cast(row_number() over (
            partition by member_key order by grant_id
        ) as integer) as grant_number
    from granted
)

select * from final
