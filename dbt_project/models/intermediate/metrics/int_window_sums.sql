{%- set columns = metric_columns() -%}
{%- set leaving, zeros = [], [] -%}
{%- for column in columns -%}
{%- do leaving.append('-' ~ leaving_columns()[loop.index0] ~ ' as ' ~ column) -%}
{%- do zeros.append('0 as ' ~ column) -%}
{%- endfor -%}

with member_days as (
    select * from {{ ref('int_member_days') }}
),

members as (
    select * from {{ ref('int_members') }}
),

programme as (
    select * from {{ ref('stg_programme') }}
),

versions as (
    select * from {{ ref('stg_rule_versions') }}
),

run as (
    select * from {{ ref('stg_run') }}
),

first_days as (
    select
        members.member_key,
        least(
            members.registered_on,
            coalesce(min(member_days.local_on), members.registered_on)
        ) as local_on
    from members
    left join member_days on members.member_key = member_days.member_key
    group by members.member_key, members.registered_on
),

-- A window's sum is the running sum of what enters it and, W days later, leaves it.
-- Rows of zeros stand where a score may change or is asked for without a fact.
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
    from first_days
    union all
    select
        members.member_key,
        run.as_of as local_on,
        4 as change_order,
        {{ zeros | join(', ') }}
    from members
    cross join run
    union all
    select
        first_days.member_key,
        versions.effective_from as local_on,
        4 + versions.rule_version as change_order,
        {{ zeros | join(', ') }}
    from first_days
    inner join versions on first_days.local_on < versions.effective_from
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
