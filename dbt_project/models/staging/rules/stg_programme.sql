select * from {{ source('rules', 'programme') }}
