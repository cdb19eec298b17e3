-- No lot expires by more than its points, and no balance falls below nothing by it.
{{ config(meta={'dagster': {'ref': {'name': 'points_ledger'}}}) }}

with ledger as (
    select * from {{ ref('points_ledger') }}
)

select
    expiries.entry_id,
    expiries.points,
    credits.points as credited
from ledger as expiries
left join ledger as credits on expiries.source_id = credits.entry_id
where
    expiries.entry_type = 'expire'
    and (
        credits.entry_id is null
        or -expiries.points > credits.points
        or expiries.outstanding_after < 0
    )
