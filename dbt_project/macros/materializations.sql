{#
    Tables and views on DuckDB, replaced within one transaction. dbt's own way renames
    the new one into place, the old one out of it, and drops that: a third of what it
    spends on a small model, and room on the disk for both.
#}
{% materialization table, adapter='duckdb' %}
    {%- set relation = this.incorporate(type='table') -%}
    {{ replace_previous(create_table_as(false, relation, compiled_code)) }}
    {{ return({'relations': [relation]}) }}
{% endmaterialization %}

{% materialization view, adapter='duckdb' %}
    {%- set relation = this.incorporate(type='view') -%}
    {{ replace_previous(create_view_as(relation, compiled_code)) }}
    {{ return({'relations': [relation]}) }}
{% endmaterialization %}

{# Creates the model's relation in place of what an earlier build left, of either type. #}
{% macro replace_previous(create) -%}
    {%- set previous = load_cached_relation(this) -%}
    {{ run_hooks(pre_hooks) }}
    {%- call statement('main') -%}
        {%- if previous is not none -%}
            drop {{ previous.type }} if exists {{ previous }};
        {%- endif %}
        {{ create }}
    {%- endcall -%}
    {{ run_hooks(post_hooks) }}
    {%- do adapter.commit() -%}
{%- endmacro %}

{# Lets a model's texts be compressed, which the profile spares the working tables. #}
{% macro compress() -%}
    {{ return(adapter.dispatch('compress', 'loyalty')()) }}
{%- endmacro %}

{% macro default__compress() -%}
{%- endmacro %}

{% macro duckdb__compress() -%}
    set disabled_compression_methods = ''
{%- endmacro %}
