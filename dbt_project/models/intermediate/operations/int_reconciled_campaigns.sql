with campaigns as (
    select * from {{ ref('campaign_performance') }}
),

bonuses as (
    select * from {{ ref('points_ledger') }}
    where entry_type = 'campaign_bonus'
),

final as (
    select
        'campaign_bonuses' as check_name,
        'points given by campaigns' as left_name,
        (select sum(bonus_points) from campaigns) as left_value,
        'campaign bonuses of the ledger' as right_name,
        (select sum(points) from bonuses) as right_value
)

select * from final
