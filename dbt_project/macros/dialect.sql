{# What the engines spell differently stands here and nowhere else. #}

{# The date `days` days after `day`. #}
{% macro add_days(day, days) -%}
    {{ return(adapter.dispatch('add_days', 'loyalty')(day, days)) }}
{%- endmacro %}

{% macro default__add_days(day, days) -%}
    date_add({{ day }}, {{ days }})
{%- endmacro %}

{% macro duckdb__add_days(day, days) -%}
    ({{ day }} + cast({{ days }} as integer))
{%- endmacro %}

{# The instant `days` times 86,400 seconds after `instant`. #}
{% macro add_elapsed_days(instant, days) -%}
    {{ return(adapter.dispatch('add_elapsed_days', 'loyalty')(instant, days)) }}
{%- endmacro %}

{% macro default__add_elapsed_days(instant, days) -%}
    ({{ instant }} + make_dt_interval({{ days }}))
{%- endmacro %}

{% macro duckdb__add_elapsed_days(instant, days) -%}
    ({{ instant }} + to_days(cast({{ days }} as integer)))
{%- endmacro %}

{# Days from `earlier` to `later`. #}
{% macro days_between(earlier, later) -%}
    {{ return(adapter.dispatch('days_between', 'loyalty')(earlier, later)) }}
{%- endmacro %}

{% macro default__days_between(earlier, later) -%}
    datediff({{ later }}, {{ earlier }})
{%- endmacro %}

{% macro duckdb__days_between(earlier, later) -%}
    ({{ later }} - {{ earlier }})
{%- endmacro %}

{# Floor division of integers that are not negative. #}
{% macro floor_div(dividend, divisor) -%}
    {{ return(adapter.dispatch('floor_div', 'loyalty')(dividend, divisor)) }}
{%- endmacro %}

{% macro default__floor_div(dividend, divisor) -%}
    (({{ dividend }}) div ({{ divisor }}))
{%- endmacro %}

{# To divide 128 bits takes ten times as long: it is done where 64 do not suffice. #}
{% macro duckdb__floor_div(dividend, divisor) -%}
    coalesce(
        try_cast({{ dividend }} as bigint) // ({{ divisor }}),
        ({{ dividend }}) // ({{ divisor }})
    )
{%- endmacro %}

{# A whole number with room for products past 2^63. #}
{% macro wide(number) -%}
    {{ return(adapter.dispatch('wide', 'loyalty')(number)) }}
{%- endmacro %}

{% macro default__wide(number) -%}
    cast({{ number }} as decimal(38, 0))
{%- endmacro %}

{% macro duckdb__wide(number) -%}
    cast({{ number }} as hugeint)
{%- endmacro %}

{# A 64-bit hash of some columns: equal ones have equal hashes. #}
{% macro hash_of(columns) -%}
    {{ return(adapter.dispatch('hash_of', 'loyalty')(columns)) }}
{%- endmacro %}

{% macro default__hash_of(columns) -%}
    xxhash64({{ columns | join(', ') }})
{%- endmacro %}

{% macro duckdb__hash_of(columns) -%}
    hash({{ columns | join(', ') }})
{%- endmacro %}

{# Makes the sources' files tables, where a query cannot name files with their options. #}
{% macro declare_sources() -%}
    {%- if execute -%}
        {%- do adapter.dispatch('declare_sources', 'loyalty')() -%}
    {%- endif -%}
{%- endmacro %}

{% macro default__declare_sources() -%}
    {%- for source in graph.sources.values() -%}
        {%- set pattern = source.meta.external_location.split("'")[1] -%}
        {%- set path = pattern.replace('{name}', source.name).split('/**')[0] -%}
        {%- do run_query('create schema if not exists ' ~ source.schema) -%}
        {%- do run_query(
            'create table ' ~ source.schema ~ '.' ~ source.identifier
            ~ ' using parquet options (path "' ~ path ~ '",'
            ~ ' recursiveFileLookup "true", pathGlobFilter "*.parquet")'
        ) -%}
    {%- endfor -%}
{%- endmacro %}

{% macro duckdb__declare_sources() -%}
{%- endmacro %}

{# Spark's Parquet tables keep no constraint: what breaks a contract's is counted. #}
{% macro spark__persist_constraints(relation, model) -%}
    {%- set counts = [] -%}
    {%- for column in model.columns.values() -%}
        {%- for constraint in column.constraints -%}
            {%- set once = 'distinct ' if constraint.type == 'primary_key' else '' -%}
            {%- do counts.append(
                'count(*) - count(' ~ once ~ column.name ~ ') as ' ~ column.name
            ) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- if counts -%}
        {%- set found = run_query('select ' ~ counts | join(', ') ~ ' from ' ~ relation) -%}
        {%- for column, rows in found.rows[0].items() if rows -%}
            {%- do exceptions.raise_compiler_error(
                relation ~ '.' ~ column ~ ' breaks its constraint in ' ~ rows ~ ' rows'
            ) -%}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}
