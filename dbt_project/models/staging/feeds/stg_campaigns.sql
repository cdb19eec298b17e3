with newest as (
    {{ newest_rows(source('lake', 'campaigns'), ['campaign_id']) }}
),

final as (
    select
        campaign_id,
        name,
        kind,
        starts_at,
        ends_at,
        multiplier_bp,
        bonus_points,
        discount_bp,
        benefit_group,
        wallet,
        min_tier,
        audience,
        min_order_amount_cents,
        max_points_per_member,
        budget_points,
        priority,
        landed_on
    from newest
)

select * from final
