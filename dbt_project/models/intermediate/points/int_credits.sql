{{ config(materialized='table') }}

with order_credits as (
    select * from {{ ref('int_order_credits') }}
),

other_credits as (
    select * from {{ ref('int_other_credits') }}
),

versions as (
    select * from {{ ref('stg_rule_versions') }}
),

credits as (
    select
        entry_id,
        member_key,
        wallet,
        entry_type,
        points,
        ordered_at as occurred_at,
        order_id as source_id,
        rule_version,
        order_id,
        campaign_id,
        cast(null as date) as redeemed_on
    from order_credits
    union all
    select
        entry_id,
        member_key,
        wallet,
        entry_type,
        points,
        occurred_at,
        source_id,
        rule_version,
        cast(null as varchar(64)) as order_id,
        cast(null as varchar(64)) as campaign_id,
        redeemed_on
    from other_credits
),

-- What an order gives is pending for a while; every other credit can be used at once.
final as (
    select
        credits.*,
        case
            when credits.order_id is null then credits.occurred_at
            else {{ add_elapsed_days('credits.occurred_at', 'versions.pending_days') }}
        end as available_at
    from credits
    inner join versions on credits.rule_version = versions.rule_version
)

select * from final
