-- Of every file the rows read are accepted or rejected, and each rejected one is in the
-- quarantine; of those accepted some may be superseded.
{{ config(meta={'dagster': {'ref': {'name': 'landed_files'}}}) }}

with rejected as (
    select
        feed,
        landed_on,
        file,
        count(case when row_number > 0 then 1 end) as count_rejected
    from {{ ref('quarantine') }}
    group by feed, landed_on, file
)

select
    files.feed,
    files.landed_on,
    files.file,
    files.count_read,
    files.count_accepted,
    files.count_rejected,
    rejected.count_rejected as count_in_quarantine
from {{ ref('landed_files') }} as files
left join rejected
    on
        files.feed = rejected.feed
        and files.landed_on = rejected.landed_on
        and files.file = rejected.file
where
    files.count_read <> files.count_accepted + files.count_rejected
    or files.count_rejected <> coalesce(rejected.count_rejected, 0)
    or files.count_superseded > files.count_accepted
