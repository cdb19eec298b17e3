select * from {{ source('rules', 'benefit_engagements') }}
