with uses as (
    select * from {{ ref('stg_benefit_uses') }}
),

members as (
    select * from {{ ref('int_members') }}
),

benefits as (
    select * from {{ ref('int_member_benefits') }}
),

feed as (
    select count(*) > 0 as has_landed from {{ source('lake', 'benefit_uses') }}
),

-- Where it is told who used a benefit, to hold one is not enough.
final as (
    select members.member_key
    from uses
    inner join members on uses.member_id = members.member_id
    union
    select benefits.member_key
    from benefits
    cross join feed
    where not feed.has_landed
)

select * from final
