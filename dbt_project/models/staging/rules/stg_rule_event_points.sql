select * from {{ source('rules', 'event_points') }}
