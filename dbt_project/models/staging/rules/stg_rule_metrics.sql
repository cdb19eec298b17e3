select * from {{ source('rules', 'metrics') }}
