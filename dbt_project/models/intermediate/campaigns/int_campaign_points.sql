with bonuses as (
    select * from {{ ref('int_campaign_bonuses') }}
),

credits as (
    select * from {{ ref('int_credits') }}
    where entry_type = 'campaign_bonus'
),

clawbacks as (
    select * from {{ ref('int_clawbacks') }}
),

given as (
    select
        campaign_id,
        sum(points) as points
    from bonuses
    group by campaign_id
),

taken_back as (
    select
        credits.campaign_id,
        sum(clawbacks.points) as points
    from clawbacks
    inner join credits on clawbacks.credit_id = credits.entry_id
    group by credits.campaign_id
),

final as (
    select
        given.campaign_id,
        cast(given.points as bigint) as bonus_points,
        cast(coalesce(taken_back.points, 0) as bigint) as clawed_back_points
    from given
    left join taken_back on given.campaign_id = taken_back.campaign_id
)

select * from final
