with campaigns as (
    select * from {{ ref('int_campaigns') }}
    where kind in ('discount', 'exclusive_event')
),

targets as (
    select * from {{ ref('int_campaign_targets') }}
),

tiers as (
    select * from {{ ref('int_current_tiers') }}
),

rewarded_members as (
    select * from {{ ref('int_rewarded_members') }}
),

run as (
    select * from {{ ref('stg_run') }}
),

-- Any part of the local day makes a campaign's benefit one of that day.
final as (
    select
        tiers.member_key,
        'campaign:' || campaigns.campaign_id as benefit_code,
        case
            when campaigns.kind = 'discount' then 'discount' else 'event_access'
        end as kind,
        case when campaigns.kind = 'discount' then campaigns.discount_bp end
            as value_bp,
        cast(null as bigint) as amount_cents,
        campaigns.benefit_group,
        campaigns.priority,
        greatest(tiers.valid_from, campaigns.starts_on) as valid_from,
        least(
            coalesce(tiers.valid_to, {{ forever() }}),
            {{ add_days('campaigns.ends_on', 1) }}
        ) as valid_to,
        'campaign ' || campaigns.campaign_name as reason
    from campaigns
    cross join run
    inner join tiers on campaigns.min_tier_rank <= tiers.tier_rank
    inner join rewarded_members on tiers.member_key = rewarded_members.member_key
    left join targets
        on
            campaigns.campaign_id = targets.campaign_id
            and tiers.member_key = targets.member_key
    where
        campaigns.starts_on <= run.as_of
        and campaigns.ends_on >= run.as_of
        and (not campaigns.is_targeted or targets.member_key is not null)
)

select * from final
