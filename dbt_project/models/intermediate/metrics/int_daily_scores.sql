{%- set metrics = var('metrics') -%}
{%- set terms = [] -%}
{%- for metric in metrics -%}
{%- do terms.append(
    wide(metric.code ~ '_normalised') ~ ' * ' ~ metric.code ~ '_weight_bp'
) -%}
{%- endfor %}

with window_sums as (
    select * from {{ ref('int_window_sums') }}
),

local_days as (
    select * from {{ ref('stg_local_days') }}
),

score_rules as (
    select * from {{ ref('int_score_rules') }}
),

raws as (
    select
        member_key,
        {% for metric in metrics -%}
        {{ metric_raw(metric) }} as {{ metric.code }}_raw,
        {% endfor -%}
        local_on
    from window_sums
),

normalised as (
    select
        raws.*,
        {% for metric in metrics -%}
        {{ metric_normalised(metric) }} as {{ metric.code }}_normalised,
        {% endfor -%}
        score_rules.*
    from raws
    inner join local_days on raws.local_on = local_days.local_on
    inner join score_rules on local_days.rule_version = score_rules.rule_version
),

scored as (
    select
        *,
        cast({{ floor_div(terms | join(' + '), whole_bp()) }} as bigint)
            as score_hundredths
    from normalised
),

final as (
    select
        *,
        case
            {% for rank in range(var('tier_count'), 0, -1) -%}
            when score_hundredths >= rank_{{ rank }}_minimum then {{ rank }}
            {% endfor -%}
            else 0
        end as qualified_rank
    from scored
)

select * from final
