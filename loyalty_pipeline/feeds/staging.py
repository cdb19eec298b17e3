"""Reading a landed day into staging: each row accepted as typed, or quarantined."""

import os
import shutil
from pathlib import Path

import duckdb

from loyalty_pipeline import duck
from loyalty_pipeline.feeds.contract import Feed
from loyalty_pipeline.feeds.day_record import DayRecord, write_record
from loyalty_pipeline.feeds.landing import LandingDay
from loyalty_pipeline.feeds.row_sql import PREPARE, lake_columns
from loyalty_pipeline.feeds.staged_file import stage_file

ACCEPTED = "accepted.parquet"
QUARANTINED = "quarantined.parquet"
LEFT_OUT = "left_out.parquet"
QUARANTINE_COLUMNS = {
    "feed": "VARCHAR",
    "landed_on": "DATE",
    "file_name": "VARCHAR",
    "row_position": "BIGINT",
    "reasons": "VARCHAR",
    "original": "VARCHAR",
    "broken_rules": "STRUCT(rule VARCHAR, value VARCHAR)[]",
}
WITHOUT_OFFSET = "without_offset.parquet"
LEFT_OUT_COLUMNS = {
    "feed": "VARCHAR",
    "landed_on": "DATE",
    "file_name": "VARCHAR",
    "row_position": "BIGINT",
    "column_name": "VARCHAR",
}
_WITHOUT_OFFSET_COLUMNS = {"row_position": "BIGINT", "instants": "BIGINT"}


def stage(
    feed: Feed, landed: LandingDay, folder: Path, are_files: bool = True
) -> DayRecord:
    """Read every file of a landed day into `folder`; return what was counted.

    For each file, rows read = accepted + quarantined. A file that cannot be read is
    quarantined whole, as its row 0. Unless they `are_files` as they landed, but many
    put together, rows of one key may differ.
    """
    files = landed.facts()  # before reading: a file replaced meanwhile is not known
    scratch = folder / ".parts"
    parts = [scratch / f"{n}.parquet" for n in range(len(landed.files))]
    with duck.connect() as connection:
        for table, columns in (
            ("quarantined", QUARANTINE_COLUMNS),
            ("left_out", LEFT_OUT_COLUMNS),
            ("without_offset", _WITHOUT_OFFSET_COLUMNS),
        ):
            none = duck.no_rows(columns)
            connection.execute(f"create table {table} as from {none}")
        connection.execute(PREPARE)
        counts = [
            stage_file(connection, feed, landed.day, file, part, are_files, landed.look)
            for file, part in zip(landed.files, parts, strict=True)
        ]
        _join(connection, feed, [p for p in parts if p.exists()], folder / ACCEPTED)
        duck.write_parquet(folder / QUARANTINED, "quarantined", connection)
        if any(count.get("left_out") for count in counts):  # to be told apart by day
            duck.write_parquet(folder / LEFT_OUT, "left_out", connection)
        if not are_files and any(count.get("without_offset") for count in counts):
            duck.write_parquet(folder / WITHOUT_OFFSET, "without_offset", connection)
    shutil.rmtree(scratch, ignore_errors=True)
    record = DayRecord(files=files, counts=counts, declared=landed.look.digest)
    write_record(folder, record)
    return record


def _join(
    connection: duckdb.DuckDBPyConnection, feed: Feed, parts: list[Path], whole: Path
) -> None:
    """Make one file of the good rows of each file, in their order."""
    if len(parts) == 1:
        os.replace(parts[0], whole)
        return
    rows = f"read_parquet([{', '.join(map(duck.exactly, parts))}])"
    relation = rows if parts else duck.no_rows(lake_columns(feed))
    duck.write_parquet(whole, relation, connection)
