with exposures as (
    select
        'exposure-' || t.campaign_id || '-' || t.household_id as event_id,
        cast(t.household_id as varchar) as member_id,
        timezone(
            'America/New_York', cast(d.start_date as timestamp)
            + interval '9' hour
        ) as occurred_at,
        'campaign_exposure' as kind,
        cast(t.campaign_id as varchar) as campaign_id
    from read_parquet('{data}/campaigns.parquet') as t
    inner join read_parquet('{data}/campaign_descriptions.parquet') as d
        using (campaign_id)
),
responses as (
    select distinct
        concat_ws(
            '-', 'response', campaign_id, household_id,
            cast(redemption_date as date)
        )
            as event_id,
        cast(household_id as varchar) as member_id,
        timezone(
            'America/New_York', cast(redemption_date as timestamp)
            + interval '12' hour
        ) as occurred_at,
        'campaign_response' as kind,
        cast(campaign_id as varchar) as campaign_id
    from read_parquet('{data}/coupon_redemptions.parquet')
)
from exposures union all from responses order by occurred_at, event_id
