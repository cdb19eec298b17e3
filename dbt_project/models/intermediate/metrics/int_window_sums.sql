{%- set columns = metric_columns() -%}
{%- set leaving, zeros = [], [] -%}
{%- for column in columns -%}
{%- do leaving.append('-' ~ leaving_columns()[loop.index0] ~ ' as ' ~ column) -%}
{%- do zeros.append('0 as ' ~ column) -%}
{%- endfor -%}

with member_days as (
    select * from {{ ref('int_member_days') }}
),

programme as (
    select * from {{ ref('stg_programme') }}
),

judged_days as (
    select * from {{ ref('int_judged_days') }}
),

-- A window's sum is the running sum of what enters it and, W days later, leaves it.
-- Rows of zeros stand where a score is judged without a fact.
changes as (
    select
        member_key,
        local_on,
        1 as change_order,
        {{ columns | join(',\n        ') }}
    from member_days
    union all
    select
        member_days.member_key,
        {{ add_days('member_days.local_on', 'programme.scoring_window_days') }}
            as local_on,
        2 as change_order,
        {{ leaving | join(',\n        ') }}
    from member_days
    cross join programme
    where programme.scoring_window_days is not null
    union all
    select
        member_key,
        local_on,
        3 as change_order,
        {{ zeros | join(', ') }}
    from judged_days
),

running as (
    select
        member_key,
        local_on,
        {% for column in columns -%}
        cast(sum({{ column }}) over (
            partition by member_key
            order by local_on, change_order
            rows unbounded preceding
        ) as bigint) as {{ column }},
        {% endfor -%}
        lead(local_on) over (
            partition by member_key order by local_on, change_order
        ) as following_on
    from changes
),

-- Of a day's rows the last holds the day's sums.
final as (
    select
        member_key,
        local_on,
        {{ columns | join(',\n        ') }}
    from running
    where following_on is null or local_on < following_on
)

select * from final
