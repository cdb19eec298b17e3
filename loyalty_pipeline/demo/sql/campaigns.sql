select
    cast(campaign_id as varchar) as campaign_id,
    campaign_type || ' ' || campaign_id as name,
    case campaign_type
        when 'Type C' then 'bonus_points' else 'points_multiplier'
    end as kind,
    timezone('America/New_York', cast(start_date as timestamp)) as starts_at,
    timezone(
        'America/New_York',
        cast(end_date as timestamp) + interval '86399' second
    ) as ends_at,
    cast(
        case campaign_type when 'Type A' then 2 when 'Type B' then 1.5 end
        as decimal(6, 4)
    ) as multiplier,
    case campaign_type when 'Type C' then 50 end as bonus_points,
    cast(
        case campaign_type when 'Type C' then 20 end as decimal(18, 2)
    ) as min_order_amount,
    'main' as wallet,
    'targeted' as audience,
    0 as priority
from read_parquet('{data}/campaign_descriptions.parquet')
order by campaign_id
