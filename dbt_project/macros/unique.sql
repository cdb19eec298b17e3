{#
    dbt's own test of uniqueness groups by the value: of millions of long ids that is the
    dearest truth of all. Hashes are counted first, and values of those that come again.
#}
{% macro default__test_unique(model, column_name) -%}
    with repeated as (
        select {{ hash_of([column_name]) }} as value_hash
        from {{ model }}
        group by {{ hash_of([column_name]) }}
        having count(*) > 1
    )

    select
        {{ column_name }} as unique_field,
        count(*) as n_records
    from {{ model }}
    inner join repeated on {{ hash_of([column_name]) }} = repeated.value_hash
    where {{ column_name }} is not null
    group by {{ column_name }}
    having count(*) > 1
{%- endmacro %}
