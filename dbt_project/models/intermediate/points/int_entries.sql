with lots as (
    select * from {{ ref('int_lots') }}
),

deductions as (
    select * from {{ ref('int_deductions') }}
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
    union all
    select
        entry_id,
        member_key,
        wallet,
        entry_type,
        -points as points,
        occurred_at,
        cast(null as timestamp) as available_at,
        cast(null as timestamp) as expires_at,
        source_id,
        cast(null as varchar(64)) as campaign_id,
        rule_version,
        case when entry_type = 'expire' then 1 else 3 end as instant_order
    from deductions
),

final as (
    select
        entries.*,
        entries.occurred_at >= run.ends_at as is_scheduled
    from entries
    cross join run
)

select * from final
