with lots as (
    select * from {{ ref('int_lots') }}
),

-- Nothing debits a lot yet, so all of it is left when it expires.
final as (
    select
        'expire:' || entry_id as entry_id,
        member_key,
        wallet,
        'expire' as entry_type,
        -points as points,
        expires_at as occurred_at,
        entry_id as source_id,
        rule_version
    from lots
    where expires_at is not null
)

select * from final
