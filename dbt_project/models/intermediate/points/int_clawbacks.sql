{{ config(materialized='table') }}

with returns as (
    select * from {{ ref('int_order_returns') }}
),

versions as (
    select * from {{ ref('stg_rule_versions') }}
),

credits as (
    select * from {{ ref('int_credits') }}
),

-- Too late a return leaves the points; exactly at the limit still counts.
in_time as (
    select returns.*
    from returns
    inner join versions on returns.rule_version = versions.rule_version
    where
        versions.clawback_days is null
        or returns.returned_at <= {{ add_elapsed_days(
            'returns.ordered_at', 'versions.clawback_days'
        ) }}
),

-- Of P points for an order of A the member keeps P * (A - returned) div A: each return
-- takes the difference to what was kept before it, so that the floors never add up.
taken as (
    select
        credits.entry_id as credit_id,
        in_time.return_id,
        credits.member_key,
        credits.wallet,
        in_time.returned_at,
        in_time.returned_at < credits.available_at as is_pending,
        credits.rule_version,
        {{ wide('credits.points') }} as credited_points,
        in_time.order_cents,
        in_time.order_cents - in_time.returned_cents as left_cents,
        in_time.order_cents - in_time.returned_cents + in_time.counted_cents
            as previous_cents
    from in_time
    inner join credits on in_time.order_id = credits.order_id
),

kept as (
    select
        *,
        {{ floor_div('credited_points * previous_cents', 'order_cents') }}
            as previous_points,
        {{ floor_div('credited_points * left_cents', 'order_cents') }} as left_points
    from taken
),

final as (
    select
        'clawback:' || return_id || ':' || credit_id as entry_id,
        credit_id,
        return_id,
        member_key,
        wallet,
        returned_at,
        is_pending,
        rule_version,
        cast(previous_points - left_points as bigint) as points
    from kept
    where previous_points > left_points
)

select * from final
