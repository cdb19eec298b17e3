"""Rows of a landed Parquet file."""

from pathlib import Path

import duckdb

from loyalty_pipeline import duck
from loyalty_pipeline.feeds.contract import Feed
from loyalty_pipeline.feeds.sources.reading import NO_FAULT, Reading, require, strangers


def read(
    connection: duckdb.DuckDBPyConnection, feed: Feed, file: Path, scratch: Path
) -> Reading:
    """Describe a Parquet file; its rows are read where the relation is."""
    described = connection.execute(f"describe from {duck.rows(file)}").fetchall()
    types = {str(name): str(kind) for name, kind, *_ in described}
    require(feed, types)
    present = ", ".join(f'"{c.name}"' for c in feed.columns if c.name in types)
    is_taken = "file_row_number" in {name.lower() for name in types}
    position = "row_number() over ()" if is_taken else "file_row_number + 1"
    return Reading(
        f"(select {position} as row_position, {NO_FAULT}, {present}"
        f" from {duck.rows(file)})",
        types,
        strangers(feed, types),
    )
