select
    cast(basket_id as varchar) as order_id,
    cast(any_value(household_id) as varchar) as member_id,
    min(transaction_timestamp) as ordered_at,
    cast(sum(cast(sales_value as decimal(18, 2))) as decimal(18, 2)) as amount,
    'USD' as currency,
    'completed' as status
from read_parquet('{data}/transactions.parquet')
group by basket_id
order by ordered_at, order_id
