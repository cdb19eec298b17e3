{{ config(materialized='table') }}

{#-
    What the facts of most feeds need to be known, by column; of several things that are
    missing the first is named.
-#}
{%- set needs = [
    ('redemptions', 'redemption_id', {'member': 'member_id', 'wallet': 'wallet'}),
    ('adjustments', 'adjustment_id', {'member': 'member_id', 'wallet': 'wallet'}),
    ('tier_grants', 'grant_id', {'member': 'member_id', 'tier': 'tier_code'}),
    ('benefit_uses', 'use_id', {'member': 'member_id'}),
    ('campaigns', 'campaign_id', {'tier': 'min_tier', 'wallet': 'wallet'}),
    (
        'campaign_targets',
        "facts.campaign_id || ':' || facts.member_id",
        {'member': 'member_id', 'campaign': 'campaign_id'},
    ),
] %}

with known_member as (
    select member_id as known from {{ ref('int_members') }}
),

known_campaign as (
    select campaign_id as known from {{ ref('stg_campaigns') }}
),

known_tier as (
    select tier_code as known from {{ ref('stg_tiers') }}
),

known_wallet as (
    select wallet as known from {{ ref('stg_wallets') }}
),

returns_of_no_order as (
    select returns.*
    from {{ ref('stg_order_returns') }} as returns
    left join {{ ref('int_judged_orders') }} as orders
        on returns.order_id = orders.order_id
    where orders.order_id is null
),

other_orders as (
    select * from {{ source('lake', 'orders') }} as orders
    where
        orders.order_id in (
            select returns.order_id from returns_of_no_order as returns
        )
),

-- A return of an order of a later day happens on that day: it does not wait now.
later_orders as (
    select order_id from ({{ newest_rows('other_orders', ['order_id']) }}) as delivered
),

judged as (
    select
        'orders' as feed,
        order_id as fact_key,
        landed_on as since,
        waiting_for
    from {{ ref('int_judged_orders') }}
    union all
    select
        'activity_events' as feed,
        event_id as fact_key,
        landed_on as since,
        waiting_for
    from {{ ref('int_judged_events') }}
    union all
    select
        'order_returns' as feed,
        returns.return_id as fact_key,
        returns.landed_on as since,
        case when later_orders.order_id is null then 'order' end as waiting_for
    from returns_of_no_order as returns
    left join later_orders on returns.order_id = later_orders.order_id
    {% for feed, key, columns in needs -%}
    union all
    select
        '{{ feed }}' as feed,
        {{ key if '.' in key else 'facts.' ~ key }} as fact_key,
        facts.landed_on as since,
        case
            {% for thing, column in columns.items() -%}
            when facts.{{ column }} is not null and known_{{ thing }}.known is null
                then '{{ thing }}'
            {% endfor -%}
        end as waiting_for
    from {{ ref('stg_' ~ feed) }} as facts
    {% for thing, column in columns.items() -%}
    left join known_{{ thing }} on facts.{{ column }} = known_{{ thing }}.known
    {% endfor -%}
    {% endfor -%}
),

final as (
    select
        feed,
        fact_key,
        waiting_for,
        since
    from judged
    where waiting_for is not null
)

select * from final
