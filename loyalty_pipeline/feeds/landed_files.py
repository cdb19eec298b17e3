"""What was counted in every file in the lake: the days' records as one table.

Nothing is read but the records: no row of a file is looked at again.
"""

import json
from collections.abc import Mapping
from typing import Any

from loyalty_pipeline import duck
from loyalty_pipeline.feeds.day_record import RECORD
from loyalty_pipeline.feeds.landing import DAY_PREFIX
from loyalty_pipeline.home.layout import Home

NAME = "landed_files"
COLUMNS = {
    "feed": "VARCHAR",
    "landed_on": "DATE",
    "file_name": "VARCHAR",
    "is_readable": "BOOLEAN",
    "count_read": "BIGINT",
    "count_accepted": "BIGINT",
    "count_rejected": "BIGINT",
    "count_superseded": "BIGINT",
    "count_left_out": "BIGINT",
}
# What a record of an earlier release does not say is null: nobody has counted it.
_COUNTS = [
    {
        "name": "VARCHAR",
        "whole": "BOOLEAN",
        "read": "BIGINT",
        "accepted": "BIGINT",
        "quarantined": "BIGINT",
        "superseded": "BIGINT",
        "left_out": "MAP(VARCHAR, BIGINT)",
    }
]


def write(home: Home) -> int:
    """Write the table into the lake; return the number of files it tells of."""
    return duck.write_parquet(home.lake / NAME / "data.parquet", _rows(home))


def records(home: Home, keys: Mapping[str, Any]) -> str:
    """SQL for the records of all days in the lake: `feed`, `landed_on`, `record`.

    Of a record it has these `keys`, typed as DuckDB's `json_transform` has it; null
    where there is none.
    """
    if not any(home.lake.glob(f"*/{DAY_PREFIX}*/{RECORD}")):
        typed = f"json_transform('{{}}', {duck.text(json.dumps(keys))})"
        return (
            "(select '' as feed, date '1970-01-01' as landed_on,"
            f" {typed} as record where false)"
        )
    # Read as texts: of thousands of files that takes a tenth of what `read_json` does.
    files = duck.exactly(home.lake)[:-1] + f"/*/{DAY_PREFIX}*/{RECORD}'"
    folders = "string_split(replace(filename, '\\', '/'), '/')"
    return f"""(
        select
            {folders}[-3] as feed,
            cast(replace({folders}[-2], '{DAY_PREFIX}', '') as date) as landed_on,
            json_transform(content, {duck.text(json.dumps(keys))}) as record
        from read_text({files})
    )"""


def _rows(home: Home) -> str:
    return f"""(
        select
            feed,
            landed_on,
            count.name as file_name,
            not count.whole as is_readable,
            count.read as count_read,
            count.accepted as count_accepted,
            count.quarantined as count_rejected,
            case when count.whole then 0 else count.superseded end as count_superseded,
            case
                when count.whole then 0
                when count.left_out is not null
                    then cast(
                        coalesce(list_sum(map_values(count.left_out)), 0) as bigint
                    )
            end as count_left_out
        from (
            select feed, landed_on, unnest(record.counts) as count
            from {records(home, {"counts": _COUNTS})}
        )
        order by feed, landed_on, file_name
    )"""
