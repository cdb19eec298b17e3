with ledger as (
    select * from {{ ref('points_ledger') }}
),

former_ledger as (
    select * from {{ source('previous', 'points_ledger') }}
),

former_restatements as (
    select * from {{ source('previous', 'ledger_restatements') }}
),

local_days as (
    select * from {{ ref('stg_local_days') }}
),

last_publication as (
    select
        former.run as publication,
        local_days.starts_at as ends_at
    from {{ source('previous', 'publication') }} as former
    inner join local_days
        on {{ add_days('former.as_of', 1) }} = local_days.local_on
),

-- Only what was dated up to the day it was about has been told as done; the rest was
-- its schedule.
told as (
    select former_ledger.*
    from former_ledger
    inner join last_publication
        on former_ledger.occurred_at < last_publication.ends_at
),

known as (
    select ledger.*
    from ledger
    inner join last_publication on ledger.occurred_at < last_publication.ends_at
),

restated as (
    select
        coalesce(told.entry_id, known.entry_id) as entry_id,
        coalesce(known.member_id, told.member_id) as member_id,
        coalesce(known.wallet, told.wallet) as wallet,
        coalesce(known.entry_type, told.entry_type) as entry_type,
        told.points as was_points,
        known.points as is_points,
        told.occurred_at as was_occurred_at,
        known.occurred_at as is_occurred_at,
        told.expires_at as was_expires_at,
        known.expires_at as is_expires_at
    from told
    full outer join known on told.entry_id = known.entry_id
    where
        told.member_id is distinct from known.member_id
        or told.wallet is distinct from known.wallet
        or told.points is distinct from known.points
        or told.occurred_at is distinct from known.occurred_at
        or told.available_at is distinct from known.available_at
        or told.expires_at is distinct from known.expires_at
),

final as (
    select
        publication,
        entry_id,
        member_id,
        wallet,
        entry_type,
        was,
        {{ adapter.quote('is') }},
        was_occurred_at,
        is_occurred_at,
        was_expires_at,
        is_expires_at
    from former_restatements
    union all
    select
        last_publication.publication,
        restated.entry_id,
        restated.member_id,
        restated.wallet,
        restated.entry_type,
        restated.was_points as was,
        restated.is_points as {{ adapter.quote('is') }},
        restated.was_occurred_at,
        restated.is_occurred_at,
        restated.was_expires_at,
        restated.is_expires_at
    from restated
    cross join last_publication
)

select * from final
