with metrics as (
    select * from {{ ref('stg_rule_metrics') }}
),

tiers as (
    select * from {{ ref('stg_rule_tiers') }}
),

weights as (
    select
        {% for metric in var('metrics') -%}
        max(case when metric_code = '{{ metric.code }}' then weight_bp end)
            as {{ metric.code }}_weight_bp,
        max(case when metric_code = '{{ metric.code }}' then target_raw end)
            as {{ metric.code }}_target_raw,
        {% endfor -%}
        rule_version
    from metrics
    group by rule_version
),

thresholds as (
    select
        {% for rank in range(1, var('tier_count') + 1) -%}
        max(case when tier_rank = {{ rank }} then minimum_hundredths end)
            as rank_{{ rank }}_minimum,
        {% endfor -%}
        rule_version
    from tiers
    group by rule_version
),

final as (
    select
        {% for rank in range(1, var('tier_count') + 1) -%}
        thresholds.rank_{{ rank }}_minimum,
        {% endfor -%}
        weights.*
    from weights
    inner join thresholds on weights.rule_version = thresholds.rule_version
)

select * from final
