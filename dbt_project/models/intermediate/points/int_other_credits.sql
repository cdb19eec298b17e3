with events as (
    select * from {{ ref('int_event_credits') }}
),

adjustments as (
    select * from {{ ref('int_adjustments') }}
    where points > 0
),

redemptions as (
    select * from {{ ref('int_redemptions') }}
    where is_cancelled and is_in_time
),

final as (
    select
        'event:' || event_id as entry_id,
        member_key,
        'main' as wallet,
        'event' as entry_type,
        points,
        occurred_at,
        event_id as source_id,
        cast(null as date) as redeemed_on,
        rule_version
    from events
    union all
    select
        'adjust:' || adjustment_id as entry_id,
        member_key,
        wallet,
        'adjust' as entry_type,
        points,
        adjusted_at as occurred_at,
        adjustment_id as source_id,
        cast(null as date) as redeemed_on,
        rule_version
    from adjustments
    union all
    select
        'reinstate:' || redemption_id as entry_id,
        member_key,
        wallet,
        'reinstate' as entry_type,
        points,
        cancelled_at as occurred_at,
        redemption_id as source_id,
        redeemed_on,
        rule_version
    from redemptions
)

select * from final
