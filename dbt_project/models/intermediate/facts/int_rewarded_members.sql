with members as (
    select * from {{ ref('int_members') }}
),

-- The control group goes without, so that the programme's effect can be measured.
final as (
    select
        member_key,
        birth_date
    from members
    where not is_control
)

select * from final
