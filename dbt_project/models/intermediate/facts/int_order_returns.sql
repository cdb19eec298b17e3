with returns as (
    select * from {{ ref('stg_order_returns') }}
),

orders as (
    select * from {{ ref('int_orders') }}
),

programme as (
    select * from {{ ref('stg_programme') }}
),

-- Of an order no more comes back than it was worth: the running total of its returns
-- is capped at its amount, and a return counts by how far it moves the capped total.
running as (
    select
        returns.return_id,
        returns.returned_at,
        returns.returned_on,
        orders.order_id,
        orders.member_key,
        orders.ordered_at,
        orders.ordered_on,
        orders.amount_cents as order_cents,
        cast(sum(returns.amount_cents) over (
            partition by returns.order_id
            order by returns.returned_at, returns.return_id
            rows unbounded preceding
        ) as bigint) as total_cents,
        returns.amount_cents,
        orders.rule_version
    from returns
    inner join orders on returns.order_id = orders.order_id
),

-- What is returned before it was bought is returned as it is bought.
dated as (
    select
        return_id,
        order_id,
        member_key,
        ordered_at,
        ordered_on,
        rule_version,
        order_cents,
        least(total_cents, order_cents) as returned_cents,
        greatest(returned_at, ordered_at) as returned_at,
        case when returned_at < ordered_at then ordered_on else returned_on end
            as returned_on,
        least(total_cents, order_cents)
        - least(total_cents - amount_cents, order_cents) as counted_cents
    from running
),

final as (
    select
        dated.*,
        programme.scoring_window_days is null
        or dated.returned_on
        < {{ add_days('dated.ordered_on', 'programme.scoring_window_days') }}
            as is_in_window
    from dated
    cross join programme
    where dated.counted_cents > 0
)

select * from final
