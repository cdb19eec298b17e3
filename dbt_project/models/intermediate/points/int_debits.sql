{{ config(materialized='table') }}

with redemptions as (
    select * from {{ ref('int_redemptions') }}
),

adjustments as (
    select * from {{ ref('int_adjustments') }}
    where points < 0
),

-- Before its points can be used a clawback only makes their lot smaller.
clawbacks as (
    select * from {{ ref('int_clawbacks') }}
    where not is_pending
),

debits as (
    select
        'redeem:' || redemption_id as entry_id,
        member_key,
        wallet,
        'redeem' as entry_type,
        points,
        redeemed_at as occurred_at,
        redemption_id as source_id,
        rule_version
    from redemptions
    union all
    select
        'adjust:' || adjustment_id as entry_id,
        member_key,
        wallet,
        'adjust' as entry_type,
        -points as points,
        adjusted_at as occurred_at,
        adjustment_id as source_id,
        rule_version
    from adjustments
    union all
    select
        entry_id,
        member_key,
        wallet,
        'clawback' as entry_type,
        points,
        returned_at as occurred_at,
        return_id as source_id,
        rule_version
    from clawbacks
),

final as (
    select
        *,
        cast(row_number() over (
            partition by member_key, wallet
            order by occurred_at, entry_id
        ) as bigint) as debit_number
    from debits
)

select * from final
