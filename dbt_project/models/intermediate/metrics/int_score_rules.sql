with metrics as (
    select * from {{ ref('stg_rule_metrics') }}
),

tiers as (
    select * from {{ ref('stg_rule_tiers') }}
),

weights as (
    select
        rule_version,
        {% for metric in var('metrics') -%}
            max(case when metric_code = '{{ metric.code }}' then weight_bp end)
                as {{ metric.code }}_weight_bp,
            max(case when metric_code = '{{ metric.code }}' then target_raw end)
                as {{ metric.code }}_target_raw{{ ',' if not loop.last }}
        {% endfor %}
    from metrics
    group by rule_version
),

thresholds as (
    select
        rule_version,
        {% for rank in range(1, var('tier_count') + 1) -%}
            max(case when tier_rank = {{ rank }} then minimum_hundredths end)
                as rank_{{ rank }}_minimum{{ ',' if not loop.last }}
        {% endfor %}
    from tiers
    group by rule_version
),

final as (
    select
        weights.*,
        {% for rank in range(1, var('tier_count') + 1) -%}
            thresholds.rank_{{ rank }}_minimum{{ ',' if not loop.last }}
        {% endfor %}
    from weights
    inner join thresholds on weights.rule_version = thresholds.rule_version
)

select * from final
