with final as (
    select
        feed,
        fact_key as key,
        waiting_for,
        since
    from {{ ref('int_held_back') }}
)

select * from final
order by feed, key
