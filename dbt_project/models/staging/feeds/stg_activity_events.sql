with newest as (
    {{ newest_rows_by_local_day(
        source('lake', 'activity_events'), ['event_id'], 'occurred_at'
    ) }}
),

final as (
    select
        event_id,
        member_id,
        occurred_at,
        local_on as occurred_on,
        kind,
        value_hundredths,
        campaign_id,
        landed_on
    from newest
)

select * from final
