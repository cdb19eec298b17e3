select * from {{ source('rules', 'benefits') }}
