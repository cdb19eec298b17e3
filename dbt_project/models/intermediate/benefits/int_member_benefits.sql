with offers as (
    {% for source, relation in [
        ('rule', 'int_benefit_offers'), ('campaign', 'int_campaign_offers')
    ] -%}
    {{ 'union all' if not loop.first }}
    select
        member_key,
        benefit_code,
        kind,
        value_bp,
        amount_cents,
        benefit_group,
        priority,
        '{{ source }}' as source,
        valid_from,
        valid_to,
        reason
    from {{ ref(relation) }}
    {% endfor %}
),

scores as (
    select * from {{ ref('int_score_changes') }}
    where is_as_of
),

-- A score credit is worth its ratio of money for each point of score.
valued as (
    select
        offers.member_key,
        offers.benefit_code,
        offers.kind,
        offers.value_bp,
        case
            when offers.kind = 'score_credit' then cast({{ share_of(
                wide('scores.score_hundredths'), 'offers.value_bp'
            ) }} as bigint)
            else offers.amount_cents
        end as amount_cents,
        offers.benefit_group,
        offers.priority,
        offers.source,
        offers.valid_from,
        offers.valid_to,
        offers.reason
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
                coalesce(amount_cents, value_bp, 0) desc,
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
        amount_cents,
        source,
        valid_from,
        valid_to,
        reason
    from ranked
    where place = 1
)

select * from final
