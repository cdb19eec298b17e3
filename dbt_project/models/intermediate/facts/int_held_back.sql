{#-
    What each feed's facts need to be known, by column; of several things that are
    missing the first is named.
-#}
{%- set needs = [
    ('orders', 'order_id', {'member': 'member_id', 'currency': 'currency'}),
    ('order_returns', 'return_id', {'order': 'order_id'}),
    ('activity_events', 'event_id', {'member': 'member_id'}),
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

-- A return of an order of a later day happens on that day: it does not wait now.
known_order as (
    select order_id as known
    from ({{ newest_rows(source('lake', 'orders'), ['order_id']) }}) as delivered
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

known_currency as (
    select currency as known from {{ ref('stg_programme') }}
),

judged as (
    {% for feed, key, columns in needs -%}
    {{ 'union all' if not loop.first }}
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
    {{ 'where facts.is_completed' if feed == 'orders' }}
    {% endfor %}
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
