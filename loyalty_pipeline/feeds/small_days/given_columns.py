"""Of days read as one: how many rows of each file give a column that has a default."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from loyalty_pipeline.feeds import given
from loyalty_pipeline.feeds.contract import Feed
from loyalty_pipeline.feeds.day_record import FileCount
from loyalty_pipeline.feeds.declared.reading import as_declared
from loyalty_pipeline.feeds.small_days.together import Place
from loyalty_pipeline.feeds.small_days.told_apart import Counts
from loyalty_pipeline.feeds.sources.formats import read
from loyalty_pipeline.feeds.sources.reading import Source


def given_by_file(
    connection: duckdb.DuckDBPyConnection,
    feed: Feed,
    places: Sequence[Place],
    whole: FileCount,
    scratch: Path,
) -> dict[str, Counts]:
    """How many rows of each file give a column that some rows of the whole do not."""
    some = {name for name, rows in whole["given"].items() if 0 < rows < whole["read"]}
    if not some:
        return {}
    look = places[0].day.look
    (file,) = scratch.glob("together.*")
    source = Source(connection, feed, look, file, scratch / "given.lines")
    written, reading = as_declared(feed, look, read(source))
    columns = [c for c in given.with_default(written) if c.name in some]
    texts = ", ".join(f"count({given.given(c, reading)})" for c in columns)
    rows = connection.execute(f"""
        select landed_on, file_name, {texts}
        from {reading.relation}
        asof join places on row_position > before
        group by 1, 2
    """).fetchall()
    return {
        column.name: {(day, file): int(counts[n]) for day, file, *counts in rows}
        for n, column in enumerate(columns)
    }


def of_file(
    place: Place, whole: FileCount, filled: Mapping[str, Counts]
) -> dict[str, int]:
    """How many rows of a file of the whole give each column of the whole."""
    key = place.day.day, place.file.name
    return {
        name: filled[name].get(key, 0) if name in filled else min(rows, place.rows)
        for name, rows in whole["given"].items()
    }
