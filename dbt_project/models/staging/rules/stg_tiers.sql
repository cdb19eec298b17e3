-- Codes are the same in every version, in the same order.
select
    tier_rank,
    tier_code
from {{ ref('stg_rule_tiers') }}
where rule_version = 1
