-- The running sums of the engine against a sum over the window that ends on as_of.
{{ config(meta={'dagster': {'ref': {'name': 'member_score_metrics'}}}) }}

with run as (
    select
        run.as_of,
        programme.scoring_window_days
    from {{ ref('stg_run') }} as run
    cross join {{ ref('stg_programme') }} as programme
),

in_window as (
    select member_days.*
    from {{ ref('int_member_days') }} as member_days
    cross join run
    where
        run.scoring_window_days is null
        or run.as_of
        < {{ add_days('member_days.local_on', 'run.scoring_window_days') }}
),

sums as (
    select
        {% for column in metric_columns() -%}
        coalesce(sum(in_window.{{ leaving_columns()[loop.index0] }}), 0)
            as {{ column }},
        {% endfor -%}
        members.member_id
    from {{ ref('int_members') }} as members
    left join in_window on members.member_key = in_window.member_key
    group by members.member_id
),

raws as (
    {% for metric in var('metrics') -%}
    {{ 'union all' if not loop.first }}
    select
        member_id,
        '{{ metric.code }}' as metric_code,
        {{ metric_raw(metric) }} as raw
    from sums
    {% endfor %}
)

select
    raws.member_id,
    raws.metric_code,
    raws.raw as plain_sum,
    published.raw as published
from raws
full outer join {{ ref('member_score_metrics') }} as published
    on
        raws.member_id = published.member_id
        and raws.metric_code = published.metric_code
where
    raws.raw is null or published.raw is null or raws.raw <> published.raw
