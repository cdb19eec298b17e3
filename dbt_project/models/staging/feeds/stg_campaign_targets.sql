with newest as (
    {{ newest_rows(source('lake', 'campaign_targets'), ['campaign_id', 'member_id']) }}
),

final as (
    select
        campaign_id,
        member_id,
        landed_on
    from newest
)

select * from final
