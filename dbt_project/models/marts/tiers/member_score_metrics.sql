with score_changes as (
    select * from {{ ref('int_score_changes') }}
),

members as (
    select * from {{ ref('int_members') }}
),

rules as (
    select * from {{ ref('stg_rule_metrics') }}
),

-- Inside the engine a metric is a column; readers get rows, so that a programme with
-- other metrics changes no table's shape.
metrics as (
    {% for metric in var('metrics') -%}
    {{ 'union all' if not loop.first }}
    select
        member_key,
        local_on as as_of,
        rule_version,
        '{{ metric.code }}' as metric_code,
        {{ metric.code }}_raw as raw,
        {{ metric.code }}_normalised as normalised_hundredths
    from score_changes
    where is_as_of
    {% endfor %}
),

final as (
    select
        members.member_id,
        metrics.metric_code,
        metrics.as_of,
        metrics.raw,
        rules.target_raw,
        metrics.normalised_hundredths,
        rules.weight_bp,
        cast({{ share_of(
            wide('metrics.normalised_hundredths'), 'rules.weight_bp'
        ) }} as bigint) as contribution_hundredths
    from metrics
    inner join members on metrics.member_key = members.member_key
    inner join rules
        on
            metrics.rule_version = rules.rule_version
            and metrics.metric_code = rules.metric_code
)

select * from final
order by member_id, metric_code
