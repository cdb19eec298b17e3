select * from {{ source('rules', 'rewards') }}
