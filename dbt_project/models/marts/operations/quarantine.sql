with final as (
    select
        feed,
        landed_on,
        file_name as file,
        row_position as row_number,
        reasons
    from {{ source('lake', 'quarantine') }}
)

select * from final
order by feed, landed_on, file, row_number
