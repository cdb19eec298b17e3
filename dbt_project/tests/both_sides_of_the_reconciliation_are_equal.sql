-- Every figure that can be counted twice is, and both counts agree.
{{ config(meta={'dagster': {'ref': {'name': 'reconciliation'}}}) }}

select *
from {{ ref('reconciliation') }}
where difference <> 0
