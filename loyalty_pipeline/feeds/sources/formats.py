"""The formats of landed files, told by their suffixes, and what reads each."""

from collections.abc import Callable
from pathlib import Path

import duckdb

from loyalty_pipeline.feeds.contract import Feed
from loyalty_pipeline.feeds.declared.model import FeedLook
from loyalty_pipeline.feeds.sources import csv, jsonl, parquet
from loyalty_pipeline.feeds.sources.reading import Reading, UnreadableError

Reader = Callable[[duckdb.DuckDBPyConnection, Feed, FeedLook, Path, Path], Reading]

_READERS: dict[str, Reader] = {
    ".parquet": parquet.read,
    **dict.fromkeys((".csv", ".csv.gz", ".csv.zip"), csv.read),
    **dict.fromkeys((".jsonl", ".jsonl.gz", ".jsonl.zip"), jsonl.read),
}


def read(
    connection: duckdb.DuckDBPyConnection,
    feed: Feed,
    look: FeedLook,
    file: Path,
    scratch: Path,
) -> Reading:
    """What a landed file holds; `scratch` is a path that may be written to meanwhile.

    Raises `UnreadableError` for a file that is not of its format, or not of its feed.
    """
    for suffix, reader in _READERS.items():
        if file.name.lower().endswith(suffix):
            return reader(connection, feed, look, file, scratch)
    is_a_workbook = file.suffix.lower() in (".xls", ".xlsx", ".ods", ".numbers")
    raise UnreadableError(
        f"its suffix {file.suffix!r} is not a known format: known are"
        f" {', '.join(_READERS)}; save it as "
        + ("CSV UTF-8" if is_a_workbook else "one of these")
    )
