{#
    When a row was news. One that names no update was known when its landing day ended:
    it corrects what that day says of its key.
#}
{% macro known_at() -%}
    coalesce(updated_at, cast({{ add_days('landed_on', 1) }} as timestamp))
{%- endmacro %}

{#
    The newest row of each key, tombstones gone. A key delivered again replaces the
    earlier row: the latest news wins, then the latest landing, file and row.

    Most keys come once, and are told by a count of hashes: a window over whole rows is
    for those whose hash comes again, be it by the same key or by chance.
#}
{% macro newest_rows(relation, key) -%}
    with repeated as (
        select {{ hash_of(key) }} as key_hash
        from {{ relation }}
        group by {{ hash_of(key) }}
        having count(*) > 1
    ),

    -- Each way reads the rows anew: kept for both, they would be held in memory.
    numbered as (
        select
            delivered.*,
            1 as newness
        from {{ relation }} as delivered
        left join repeated on {{ hash_of(key) }} = repeated.key_hash
        where repeated.key_hash is null
        union all
        select
            delivered.*,
            row_number() over (
                partition by {{ key | join(', ') }}
                order by
                    {{ known_at() }} desc,
                    landed_on desc,
                    file_name desc,
                    row_position desc
            ) as newness
        from {{ relation }} as delivered
        inner join repeated on {{ hash_of(key) }} = repeated.key_hash
    )

    select * from numbered
    where newness = 1 and deleted_at is null
{%- endmacro %}

{# Joins an instant to its local day: equality on the UTC date, one comparison each way. #}
{% macro on_local_day(instant, calendar) -%}
    {{ calendar }}.utc_on = cast({{ instant }} as date)
    and {{ instant }} >= {{ calendar }}.starts_at
    and {{ instant }} < {{ calendar }}.ends_at
{%- endmacro %}

{#
    The newest row of each key up to as_of, with the local day of its instant as
    local_on: which facts the run is about.
#}
{% macro newest_rows_by_local_day(relation, key, instant) -%}
    select
        newest.*,
        calendar.local_on
    from ({{ newest_rows(relation, key) }}) as newest
    cross join {{ ref('stg_run') }} as run
    inner join {{ ref('stg_calendar') }} as calendar
        on {{ on_local_day('newest.' ~ instant, 'calendar') }}
    where calendar.local_on <= run.as_of
{%- endmacro %}

{# A day before, a day after and an instant after everything that can be computed. #}
{% macro forever() -%} date '9999-12-31' {%- endmacro %}
{% macro dawn() -%} date '0001-01-01' {%- endmacro %}
{% macro never() -%} timestamp '9999-12-31 00:00:00' {%- endmacro %}
