with current_tiers as (
    select * from {{ ref('int_current_tiers') }}
),

run as (
    select * from {{ ref('stg_run') }}
),

tiers as (
    select
        tiers.tier_rank,
        tiers.tier_code,
        tiers.tier_name
    from {{ ref('stg_rule_tiers') }} as tiers
    cross join run
    inner join {{ ref('stg_local_days') }} as local_days
        on
            run.as_of = local_days.local_on
            and tiers.rule_version = local_days.rule_version
    union all
    select
        0 as tier_rank,
        'none' as tier_code,
        'none' as tier_name
),

totals as (
    select count(*) as count_all from current_tiers
),

counts as (
    select
        tier_rank,
        count(*) as count_members
    from current_tiers
    group by tier_rank
),

final as (
    select
        tiers.tier_code,
        run.as_of,
        tiers.tier_name,
        cast(tiers.tier_rank as integer) as tier_rank,
        cast(coalesce(counts.count_members, 0) as bigint) as count_members,
        cast({{ floor_div(
            'coalesce(counts.count_members, 0) * ' ~ whole_bp(),
            'greatest(totals.count_all, 1)'
        ) }} as bigint) as share_bp
    from tiers
    cross join run
    cross join totals
    left join counts on tiers.tier_rank = counts.tier_rank
)

select * from final
order by tier_code
