with lots as (
    select * from {{ ref('int_lots') }}
),

debits as (
    select * from {{ ref('int_debits') }}
),

clawbacks as (
    select * from {{ ref('int_clawbacks') }}
    where is_pending
),

expiries as (
    select * from {{ ref('int_expiries') }}
),

members as (
    select * from {{ ref('int_members') }}
),

run as (
    select * from {{ ref('stg_run') }}
),

-- At one instant points expire first, then credits count, then debits.
entries as (
    select
        entry_id,
        member_key,
        wallet,
        entry_type,
        credited_points as points,
        occurred_at,
        available_at,
        expires_at,
        source_id,
        campaign_id,
        rule_version,
        2 as instant_order
    from lots
    {% for relation, order, type, at in [
        ('debits', 3, 'entry_type', 'occurred_at'),
        ('clawbacks', 3, "'clawback'", 'returned_at'),
        ('expiries', 1, 'entry_type', 'occurred_at'),
    ] -%}
    union all
    select
        entry_id,
        member_key,
        wallet,
        {{ type }} as entry_type,
        -points as points,
        {{ at }} as occurred_at,
        cast(null as timestamp) as available_at,
        cast(null as timestamp) as expires_at,
        {{ 'return_id' if relation == 'clawbacks' else 'source_id' }} as source_id,
        cast(null as varchar(64)) as campaign_id,
        rule_version,
        {{ order }} as instant_order
    from {{ relation }}
    {% endfor %}
),

final as (
    select
        entries.entry_id,
        members.member_id,
        entries.wallet,
        entries.entry_type,
        entries.points,
        entries.occurred_at,
        entries.available_at,
        entries.expires_at,
        entries.source_id,
        entries.campaign_id,
        entries.rule_version,
        cast(sum(entries.points) over (
            partition by entries.member_key, entries.wallet
            order by entries.occurred_at, entries.instant_order, entries.entry_id
            rows unbounded preceding
        ) as bigint) as outstanding_after,
        entries.occurred_at >= run.ends_at as is_scheduled
    from entries
    inner join members on entries.member_key = members.member_key
    cross join run
)

select * from final
