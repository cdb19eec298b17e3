{#
    Tables and views on DuckDB, replaced within one transaction. dbt's own way renames
    the new one into place, the old one out of it, and drops that: a third of what it
    spends on a small model, and room on the disk for both.
#}
{% materialization table, adapter='duckdb' %}
    {%- set target_relation = this.incorporate(type='table') -%}
    {{ run_hooks(pre_hooks) }}
    {%- call statement('main') -%}
        {{ drop_previous() }}
        {{ create_table_as(false, target_relation, compiled_code) }}
    {%- endcall -%}
    {{ run_hooks(post_hooks) }}
    {%- do adapter.commit() -%}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}

{% materialization view, adapter='duckdb' %}
    {%- set target_relation = this.incorporate(type='view') -%}
    {{ run_hooks(pre_hooks) }}
    {%- call statement('main') -%}
        {{ drop_previous() }}
        {{ create_view_as(target_relation, compiled_code) }}
    {%- endcall -%}
    {{ run_hooks(post_hooks) }}
    {%- do adapter.commit() -%}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}

{# Drops what an earlier build has left under the model's name, be it table or view. #}
{% macro drop_previous() -%}
    {%- set previous = load_cached_relation(this) -%}
    {%- if previous is not none -%}
        drop {{ previous.type }} if exists {{ previous }};
    {%- endif -%}
{%- endmacro %}
