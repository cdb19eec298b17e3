select
    *,
    lead(effective_from) over (order by rule_version) as effective_until
from {{ source('rules', 'versions') }}
