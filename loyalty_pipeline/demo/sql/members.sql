select
    cast(household_id as varchar) as member_id,
    min(transaction_timestamp) as registered_at
from read_parquet('{data}/transactions.parquet')
group by household_id
order by member_id
