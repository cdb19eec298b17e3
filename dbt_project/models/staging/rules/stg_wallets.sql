-- Wallets are the same in every version.
select wallet
from {{ ref('stg_rule_wallets') }}
where rule_version = 1
