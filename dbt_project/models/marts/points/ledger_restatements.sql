with ledger as (
    select * from {{ ref('points_ledger') }}
),

publication as (
    select * from {{ ref('stg_previous_publication') }}
),

previous_ledger as (
    select * from {{ ref('stg_previous_ledger') }}
),

previous_restatements as (
    select * from {{ ref('stg_previous_restatements') }}
),

-- Only what was dated up to the day it was about has been told as done; the rest was
-- its schedule.
told as (
    select previous_ledger.*
    from previous_ledger
    inner join publication on previous_ledger.occurred_at < publication.ends_at
),

known as (
    select ledger.*
    from ledger
    inner join publication on ledger.occurred_at < publication.ends_at
),

restated as (
    select
        publication.publication,
        coalesce(told.entry_id, known.entry_id) as entry_id,
        coalesce(known.member_id, told.member_id) as member_id,
        coalesce(known.wallet, told.wallet) as wallet,
        coalesce(known.entry_type, told.entry_type) as entry_type,
        told.points as points_before,
        known.points as points_after,
        told.occurred_at as occurred_at_before,
        known.occurred_at as occurred_at_after,
        told.expires_at as expires_at_before,
        known.expires_at as expires_at_after
    from told
    full outer join known on told.entry_id = known.entry_id
    cross join publication
    where
        told.member_id is distinct from known.member_id
        or told.wallet is distinct from known.wallet
        or told.points is distinct from known.points
        or told.occurred_at is distinct from known.occurred_at
        or told.available_at is distinct from known.available_at
        or told.expires_at is distinct from known.expires_at
),

final as (
    select * from previous_restatements
    union all
    select * from restated
)

select * from final
order by publication, entry_id
