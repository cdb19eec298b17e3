with final as (
    select
        publication,
        entry_id,
        member_id,
        wallet,
        entry_type,
        points_before,
        points_after,
        occurred_at_before,
        occurred_at_after,
        expires_at_before,
        expires_at_after
    from {{ source('previous', 'ledger_restatements') }}
)

select * from final
