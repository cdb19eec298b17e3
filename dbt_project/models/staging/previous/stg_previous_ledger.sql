with final as (
    select
        entry_id,
        member_id,
        wallet,
        entry_type,
        points,
        occurred_at,
        available_at,
        expires_at
    from {{ source('previous', 'points_ledger') }}
)

select * from final
