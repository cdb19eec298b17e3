with final as (
    select
        sequence,
        member_id,
        as_of,
        from_tier_code,
        from_tier_rank,
        to_tier_code,
        to_tier_rank
    from {{ source('previous', 'tier_changes') }}
)

select * from final
