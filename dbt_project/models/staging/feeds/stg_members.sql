with newest as (
    {{ newest_rows_by_local_day(
        source('lake', 'members'), ['member_id'], 'registered_at'
    ) }}
),

final as (
    select
        member_id,
        registered_at,
        local_on as registered_on,
        activated_at,
        birth_date,
        region,
        control_group as is_control
    from newest
)

select * from final
