{#
    Metrics are columns inside the engine: a numerator each, and a denominator for a
    rate. One window pass then gives every running sum. What each measure keeps is told
    with the metric; `metric_of_day` alone knows the measures by name.
#}
{% macro metric_columns() -%}
    {%- set columns = [] -%}
    {%- for metric in var('metrics') -%}
        {%- do columns.append(metric.code ~ '_numerator') -%}
        {%- if metric.has_denominator -%}
            {%- do columns.append(metric.code ~ '_denominator') -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(columns) }}
{%- endmacro %}

{#
    The columns of what leaves the window, in the same order: what entered it, save where
    a measure leaves less its returns.
#}
{% macro leaving_columns() -%}
    {%- set columns = [] -%}
    {%- for metric in var('metrics') -%}
        {%- do columns.append(
            metric.code ~ ('_leaving' if metric.leaves_less_returns else '_numerator')
        ) -%}
        {%- if metric.has_denominator -%}
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
        cast(sum(entering_cents) as bigint) as {{ metric.code }}_numerator,
        cast(sum(leaving_cents) as bigint) as {{ metric.code }}_leaving
    {%- elif metric.measure == 'order_count' -%}
        cast(sum(count_orders) as bigint) as {{ metric.code }}_numerator
    {%- elif metric.measure == 'active_days' -%}
        cast(max(is_active) as bigint) as {{ metric.code }}_numerator
    {%- elif metric.measure == 'base_points' -%}
        cast(sum(earned_points) as bigint) as {{ metric.code }}_numerator
    {%- elif metric.measure == 'event_count' -%}
        {{ count_kinds(metric.kinds) }} as {{ metric.code }}_numerator
    {%- elif metric.measure == 'event_value' -%}
        cast(sum(
            case
                when kind in ('{{ metric.kinds | join("', '") }}')
                    then value_hundredths
                else 0
            end
        ) as bigint) as {{ metric.code }}_numerator
    {%- elif metric.measure == 'event_rate' -%}
        {{ count_kinds(metric.kinds) }} as {{ metric.code }}_numerator,
        {{ count_kinds(metric.out_of) }} as {{ metric.code }}_denominator
    {%- else -%}
        {{ exceptions.raise_compiler_error('unknown measure: ' ~ metric.measure) }}
    {%- endif -%}
{%- endmacro %}

{# A metric's raw value from its running sums: a rate in basis points, at most whole. #}
{% macro metric_raw(metric) -%}
    {%- if metric.has_denominator -%}
        case
            when {{ metric.code }}_denominator = 0 then 0
            else least(
                {{ whole_bp() }},
                {{ floor_div(
                    whole_bp() ~ ' * ' ~ metric.code ~ '_numerator',
                    metric.code ~ '_denominator'
                ) }}
            )
        end
    {%- else -%}
        {{ metric.code }}_numerator
    {%- endif -%}
{%- endmacro %}

{#
    A metric in hundredths of its target, at most full; capping before multiplying keeps
    every product below 2^63. Without a target natural units count one for one: raw
    values that are hundredths already as they are, whole ones a hundred times.
#}
{% macro metric_normalised(metric) -%}
    {%- set raw = 'greatest(' ~ metric.code ~ '_raw, 0)' -%}
    {%- set target = metric.code ~ '_target_raw' -%}
    {%- set hundredths = hundredths_a_unit() // metric.raw_units -%}
    case
        when {{ target }} is null then {{ raw }} * {{ hundredths }}
        else {{ floor_div(
            'least(' ~ raw ~ ', ' ~ target ~ ') * ' ~ full_hundredths(), target
        ) }}
    end
{%- endmacro %}
