with allocations as (
    select * from {{ ref('int_allocations') }}
),

members as (
    select * from {{ ref('int_members') }}
),

final as (
    select
        allocations.lot_entry_id,
        allocations.entry_id,
        members.member_id,
        allocations.wallet,
        allocations.points
    from allocations
    inner join members on allocations.member_key = members.member_key
)

select * from final
