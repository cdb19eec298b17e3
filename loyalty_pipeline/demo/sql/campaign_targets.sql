select
    cast(campaign_id as varchar) as campaign_id,
    cast(household_id as varchar) as member_id
from read_parquet('{data}/campaigns.parquet')
order by campaign_id, member_id
