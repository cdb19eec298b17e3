"""Reading a landed day into staging: each row accepted as typed, or quarantined."""

from datetime import date
from pathlib import Path

import duckdb

from loyalty_pipeline import duck
from loyalty_pipeline.feeds.contract import Feed
from loyalty_pipeline.feeds.day_record import DayRecord, FileCount, write_record
from loyalty_pipeline.feeds.landing import LandingDay
from loyalty_pipeline.feeds.row_sql import accept, judged, lake_columns, reject
from loyalty_pipeline.feeds.sources import csv, jsonl, parquet
from loyalty_pipeline.feeds.sources.reading import Reading, UnreadableError

ACCEPTED = "accepted.parquet"
QUARANTINED = "quarantined.parquet"
QUARANTINE_COLUMNS = {
    "feed": "VARCHAR",
    "landed_on": "DATE",
    "file_name": "VARCHAR",
    "row_position": "BIGINT",
    "reasons": "VARCHAR",
    "original": "VARCHAR",
}
_READERS = {
    ".parquet": parquet.read,
    ".csv": csv.read,
    ".jsonl": jsonl.read,
}


def stage(feed: Feed, landed: LandingDay, folder: Path) -> DayRecord:
    """Read every file of a landed day into `folder`; return what was counted.

    For each file, rows read = accepted + quarantined. A file that cannot be read is
    quarantined whole, as its row 0.
    """
    files = landed.facts()  # before reading: a file replaced meanwhile is not known
    with duck.connect() as connection:
        _create(connection, "accepted", lake_columns(feed))
        _create(connection, "quarantined", QUARANTINE_COLUMNS)
        lines = folder / ".lines"
        counts = [
            _stage_file(connection, feed, landed.day, file, lines)
            for file in landed.files
        ]
        duck.write_parquet(folder / ACCEPTED, "accepted", connection)
        duck.write_parquet(folder / QUARANTINED, "quarantined", connection)
    record = DayRecord(files=files, counts=counts)
    write_record(folder, record)
    return record


def _create(
    connection: duckdb.DuckDBPyConnection, table: str, columns: duck.Columns
) -> None:
    connection.execute(f"create table {table} as from {duck.no_rows(columns)}")


def _stage_file(
    connection: duckdb.DuckDBPyConnection,
    feed: Feed,
    day: date,
    file: Path,
    scratch: Path,
) -> FileCount:
    try:
        reading = _read(connection, feed, file, scratch)
        place = {"landed_on": day, "file_name": file.name}
        connection.execute(judged(feed, reading), place)
    except (UnreadableError, duckdb.Error) as error:
        reason = str(error).splitlines()[0]
        connection.execute(
            "insert into quarantined values (?, ?, ?, 0, ?, null)",
            [feed.name, day, file.name, f"the file cannot be read: {reason}"],
        )
        return FileCount(
            name=file.name, read=0, accepted=0, quarantined=0, whole=True, ignored=[]
        )
    return FileCount(
        name=file.name,
        read=_changed(connection, "select count(*) from judged"),
        accepted=_changed(connection, accept(feed)),
        quarantined=_changed(connection, reject(feed)),
        whole=False,
        ignored=reading.ignored,
    )


def _read(
    connection: duckdb.DuckDBPyConnection, feed: Feed, file: Path, scratch: Path
) -> Reading:
    reader = _READERS.get(file.suffix.lower())
    if reader is None:
        raise UnreadableError(f"its suffix {file.suffix!r} is not a known format")
    return reader(connection, feed, file, scratch)


def _changed(connection: duckdb.DuckDBPyConnection, statement: str) -> int:
    """Run a statement that answers with one count."""
    ((rows,),) = connection.execute(statement).fetchall()
    return int(rows)
