with campaigns as (
    select * from {{ ref('int_campaigns') }}
),

targets as (
    select * from {{ ref('int_campaign_targets') }}
),

members as (
    select * from {{ ref('int_members') }}
),

rewarded_members as (
    select * from {{ ref('int_rewarded_members') }}
),

intervals as (
    select * from {{ ref('int_tier_intervals') }}
),

run as (
    select * from {{ ref('stg_run') }}
),

addressed as (
    select
        campaigns.*,
        members.member_key
    from campaigns
    cross join members
    left join targets
        on
            campaigns.campaign_id = targets.campaign_id
            and members.member_key = targets.member_key
    where not campaigns.is_targeted or targets.member_key is not null
),

-- Who held the tier on any day of the campaign so far can have been reached.
reached as (
    select distinct
        addressed.campaign_id,
        addressed.member_key
    from addressed
    cross join run
    inner join rewarded_members
        on addressed.member_key = rewarded_members.member_key
    inner join intervals
        on
            addressed.member_key = intervals.member_key
            and addressed.min_tier_rank <= intervals.tier_rank
            and least(addressed.ends_on, run.as_of) >= intervals.valid_from
            and coalesce(addressed.starts_on < intervals.valid_to, true)
    where addressed.starts_on <= run.as_of
),

final as (
    select
        campaigns.campaign_id,
        count(addressed.member_key) as targeted,
        count(reached.member_key) as eligible
    from campaigns
    left join addressed on campaigns.campaign_id = addressed.campaign_id
    left join reached
        on
            addressed.campaign_id = reached.campaign_id
            and addressed.member_key = reached.member_key
    group by campaigns.campaign_id
)

select * from final
