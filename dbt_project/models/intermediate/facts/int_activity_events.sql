with events as (
    select * from {{ ref('int_judged_events') }}
),

-- Events of unknown members wait in `held_back`.
final as (
    select
        event_id,
        member_key,
        occurred_at,
        occurred_on,
        kind,
        value_hundredths,
        campaign_id
    from events
    where waiting_for is null
)

select * from final
