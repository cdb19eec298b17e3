with offers as (
    select
        member_key,
        benefit_code,
        kind,
        value_bp,
        amount_cents,
        benefit_group,
        priority,
        'rule' as source,
        valid_from,
        valid_to,
        reason
    from {{ ref('int_benefit_offers') }}
    union all
    select
        member_key,
        benefit_code,
        kind,
        value_bp,
        amount_cents,
        benefit_group,
        priority,
        'campaign' as source,
        valid_from,
        valid_to,
        reason
    from {{ ref('int_campaign_offers') }}
),

scores as (
    select * from {{ ref('int_score_changes') }}
    where is_as_of
),

-- A score credit is worth its ratio of money for each point of score.
valued as (
    select
        offers.*,
        case
            when offers.kind = 'score_credit' then cast({{ share_of(
                wide('scores.score_hundredths'), 'offers.value_bp'
            ) }} as bigint)
            else offers.amount_cents
        end as worth_cents
    from offers
    inner join scores on offers.member_key = scores.member_key
),

-- Of an exclusive group a member gets the best; a benefit without one stands alone.
ranked as (
    select
        *,
        row_number() over (
            partition by
                member_key,
                case when benefit_group is null then benefit_code end,
                benefit_group
            order by
                coalesce(worth_cents, value_bp, 0) desc,
                priority desc,
                benefit_code asc
        ) as place
    from valued
),

final as (
    select
        member_key,
        benefit_code,
        kind,
        value_bp,
        worth_cents as amount_cents,
        source,
        valid_from,
        valid_to,
        reason
    from ranked
    where place = 1
)

select * from final
