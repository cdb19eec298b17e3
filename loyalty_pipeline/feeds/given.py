"""How many rows give a value where a default stands in for none.

The lake no longer tells them apart.
"""

import duckdb

from loyalty_pipeline.feeds.contract import Column, Feed
from loyalty_pipeline.feeds.sources.reading import Reading


def with_default(feed: Feed) -> list[Column]:
    """The columns of which a row without a value has the default."""
    return [c for c in feed.columns if not c.required and c.default != "null"]


def count(
    connection: duckdb.DuckDBPyConnection, feed: Feed, reading: Reading
) -> tuple[int, dict[str, int]]:
    """The rows of what was read, and how many give each column that has a default.

    Columns that the file has not are left out. It is one pass with the rows' count.
    """
    present = [c for c in with_default(feed) if c.name in reading.types]
    texts = "".join(f", count({given(column, reading)})" for column in present)
    counted = f"select count(*){texts} from {reading.relation}"
    ((rows, *filled),) = connection.execute(counted).fetchall()
    names = [column.name for column in present]
    return int(rows), dict(zip(names, map(int, filled), strict=True))


def given(column: Column, reading: Reading) -> str:
    """SQL for the text of a column, null where there is none."""
    return column.type.text(f'"{column.name}"', reading.types[column.name])
