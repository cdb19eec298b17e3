with entries as (
    select * from {{ ref('int_entries') }}
),

members as (
    select * from {{ ref('int_members') }}
),

final as (
    select
        entries.entry_id,
        members.member_id,
        entries.wallet,
        entries.entry_type,
        entries.points,
        entries.occurred_at,
        entries.available_at,
        entries.expires_at,
        entries.source_id,
        entries.campaign_id,
        entries.rule_version,
        cast(sum(entries.points) over (
            partition by entries.member_key, entries.wallet
            order by entries.occurred_at, entries.instant_order, entries.entry_id
            rows unbounded preceding
        ) as bigint) as outstanding_after,
        entries.is_scheduled
    from entries
    inner join members on entries.member_key = members.member_key
)

select * from final
order by member_id, occurred_at, entry_id
