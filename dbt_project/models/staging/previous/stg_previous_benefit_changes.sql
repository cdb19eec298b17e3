with final as (
    select
        sequence,
        member_id,
        benefit_code,
        as_of,
        change,
        kind,
        value_bp,
        amount_cents
    from {{ source('previous', 'benefit_changes') }}
)

select * from final
