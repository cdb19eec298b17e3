with allocations as (
    select * from {{ ref('int_allocations') }}
),

lots as (
    select * from {{ ref('int_lots') }}
),

debits as (
    select * from {{ ref('int_debits') }}
),

members as (
    select * from {{ ref('int_members') }}
),

final as (
    select
        lots.entry_id as lot_entry_id,
        coalesce(debits.entry_id, 'expire:' || lots.entry_id) as entry_id,
        members.member_id,
        allocations.wallet,
        allocations.points
    from allocations
    inner join lots
        on
            allocations.member_key = lots.member_key
            and allocations.wallet = lots.wallet
            and allocations.line_number = lots.line_number
    left join debits
        on
            allocations.member_key = debits.member_key
            and allocations.wallet = debits.wallet
            and allocations.debit_number = debits.debit_number
    inner join members on allocations.member_key = members.member_key
)

select * from final
order by member_id, wallet, lot_entry_id, entry_id
