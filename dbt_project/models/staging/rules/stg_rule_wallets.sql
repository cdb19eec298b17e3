select * from {{ source('rules', 'wallets') }}
