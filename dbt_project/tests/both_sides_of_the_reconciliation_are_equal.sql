-- Every figure that can be counted twice is, and both counts agree.
select *
from {{ ref('reconciliation') }}
where difference <> 0
