-- Of rows that are accepted, those count that nothing newer is known of.
with final as (
    select
        feed,
        landed_on,
        file_name as file,
        is_readable,
        count_read,
        count_rejected,
        count_accepted,
        count_superseded,
        count_accepted - count_superseded as count_current,
        count_left_out
    from {{ source('lake', 'landed_files') }}
)

select * from final
order by feed, landed_on, file
