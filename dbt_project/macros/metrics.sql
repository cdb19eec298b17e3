{#
    Metrics are columns inside the engine: a numerator each, and a denominator for a
    rate. One window pass then gives every running sum.
#}
{% macro metric_columns() -%}
    {%- set columns = [] -%}
    {%- for metric in var('metrics') -%}
        {%- do columns.append(metric.code ~ '_numerator') -%}
        {%- if metric.measure == 'event_rate' -%}
            {%- do columns.append(metric.code ~ '_denominator') -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(columns) }}
{%- endmacro %}

{# How many events of a day are of the given kinds. #}
{% macro count_kinds(kinds) -%}
    cast(count(case when kind in ('{{ kinds | join("', '") }}') then 1 end) as bigint)
{%- endmacro %}

{# What one day's facts add to a metric; grouped by member and day. #}
{% macro metric_of_day(metric) -%}
    {%- if metric.measure == 'order_amount' -%}
        cast(sum(amount_cents) as bigint) as {{ metric.code }}_numerator
    {%- elif metric.measure == 'active_days' -%}
        cast(1 as bigint) as {{ metric.code }}_numerator
    {%- elif metric.measure == 'event_rate' -%}
        {{ count_kinds(metric.kinds) }} as {{ metric.code }}_numerator,
        {{ count_kinds(metric.out_of) }} as {{ metric.code }}_denominator
    {%- else -%}
        {{ exceptions.raise_compiler_error('unknown measure: ' ~ metric.measure) }}
    {%- endif -%}
{%- endmacro %}

{# A metric's raw value from its running sums: a rate in basis points, at most whole. #}
{% macro metric_raw(metric) -%}
    {%- if metric.measure == 'event_rate' -%}
        case
            when {{ metric.code }}_denominator = 0 then 0
            else least(
                10000,
                {{ floor_div(
                    '10000 * ' ~ metric.code ~ '_numerator',
                    metric.code ~ '_denominator'
                ) }}
            )
        end
    {%- else -%}
        {{ metric.code }}_numerator
    {%- endif -%}
{%- endmacro %}
