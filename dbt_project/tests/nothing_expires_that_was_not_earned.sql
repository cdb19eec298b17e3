-- No lot expires by more than its points, and no balance falls below nothing by it.
{{ config(meta={'dagster': {'ref': {'name': 'points_ledger'}}}) }}

with expiries as (
    select * from {{ ref('points_ledger') }}
    where entry_type = 'expire'
),

credits as (
    select * from {{ ref('points_ledger') }}
    where points > 0
)

select
    expiries.entry_id,
    expiries.points,
    credits.points as credited
from expiries
left join credits on expiries.source_id = credits.entry_id
where
    credits.entry_id is null
    or -expiries.points > credits.points
    or expiries.outstanding_after < 0
