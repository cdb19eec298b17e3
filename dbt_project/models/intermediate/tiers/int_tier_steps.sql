{%- set ranks = range(1, var('tier_count') + 1) -%}

with grants as (
    select * from {{ ref('int_tier_grants') }}
),

-- A rank is held on a day if any grant that began by then reaches past it: the running
-- maximum of "granted until". Ranks nest, so the reaches fall from rank 1 upwards.
reaches as (
    select
        member_key,
        granted_from,
        coalesce(
            lead(granted_from) over (
                partition by member_key order by granted_from, grant_number
            ),
            {{ forever() }}
        ) as following_from,
        {{ forever() }} as rank_0_reach,
        {% for rank in ranks -%}
        max(rank_{{ rank }}_until) over (
            partition by member_key
            order by granted_from, grant_number
            rows unbounded preceding
        ) as rank_{{ rank }}_reach,
        {% endfor -%}
        {{ dawn() }} as rank_{{ var('tier_count') + 1 }}_reach
    from grants
),

-- Between two grants the tier steps down from reach to reach.
steps as (
    {% for rank in range(var('tier_count') + 1) -%}
    {{ 'union all' if not loop.first }}
    select
        member_key,
        {{ rank }} as tier_rank,
        greatest(granted_from, rank_{{ rank + 1 }}_reach) as valid_from,
        least(following_from, rank_{{ rank }}_reach) as valid_to
    from reaches
    {% endfor -%}
    union all
    select
        member_key,
        0 as tier_rank,
        {{ dawn() }} as valid_from,
        min(granted_from) as valid_to
    from grants
    group by member_key
),

final as (
    select * from steps
    where valid_from < valid_to
)

select * from final
