select * from {{ source('rules', 'calendar') }}
