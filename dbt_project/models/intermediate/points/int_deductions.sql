with debits as (
    select * from {{ ref('int_debits') }}
),

-- Those of points that can be used are debits already.
pending_clawbacks as (
    select * from {{ ref('int_clawbacks') }}
    where is_pending
),

expiries as (
    select * from {{ ref('int_expiries') }}
),

final as (
    select
        entry_id,
        member_key,
        wallet,
        entry_type,
        points,
        occurred_at,
        source_id,
        rule_version
    from debits
    union all
    select
        entry_id,
        member_key,
        wallet,
        'clawback' as entry_type,
        points,
        returned_at as occurred_at,
        return_id as source_id,
        rule_version
    from pending_clawbacks
    union all
    select
        'expire:' || source_id as entry_id,
        member_key,
        wallet,
        'expire' as entry_type,
        points,
        occurred_at,
        source_id,
        rule_version
    from expiries
)

select * from final
