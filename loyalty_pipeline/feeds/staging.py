"""Reading a landed day into staging: each row accepted as typed, or quarantined."""

from pathlib import Path

import duckdb

from loyalty_pipeline import duck
from loyalty_pipeline.duck import literal
from loyalty_pipeline.feeds.catalog import Feed
from loyalty_pipeline.feeds.judging import accept, judged, lake_columns, refuse
from loyalty_pipeline.feeds.landing import LandingDay
from loyalty_pipeline.feeds.records import DayRecord, FileCount, write_record
from loyalty_pipeline.home import replacing

ACCEPTED = "accepted.parquet"
QUARANTINED = "quarantined.parquet"
QUARANTINE_COLUMNS = (
    ("feed", "VARCHAR"),
    ("landed_on", "DATE"),
    ("file_name", "VARCHAR"),
    ("row_position", "BIGINT"),
    ("reasons", "VARCHAR"),
    ("original", "VARCHAR"),
)


class _UnreadableError(Exception):
    """A file that cannot be read as its feed, and why."""


def stage(feed: Feed, landed: LandingDay, folder: Path) -> DayRecord:
    """Read every file of a landed day into `folder`; return what was counted.

    For each file, rows read = accepted + quarantined. A file that cannot be read is
    quarantined whole, as its row 0.
    """
    files = landed.facts()  # before reading: a file replaced meanwhile is not known
    with duck.connect() as connection:
        _create(connection, "accepted", lake_columns(feed))
        _create(connection, "quarantined", QUARANTINE_COLUMNS)
        counts = [_stage_file(connection, feed, landed, file) for file in landed.files]
        for table, name in (("accepted", ACCEPTED), ("quarantined", QUARANTINED)):
            with replacing(folder / name) as scratch:
                connection.execute(
                    f"copy {table} to {literal(scratch)} (format parquet)"
                )
    record = DayRecord(files=files, counts=counts)
    write_record(folder, record)
    return record


def _create(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: tuple[tuple[str, str], ...] | list[tuple[str, str]],
) -> None:
    described = ", ".join(f"{name} {kind}" for name, kind in columns)
    connection.execute(f"create table {table} ({described})")


def _stage_file(
    connection: duckdb.DuckDBPyConnection, feed: Feed, landed: LandingDay, file: Path
) -> FileCount:
    try:
        _judge(connection, feed, landed, file)
    except (_UnreadableError, duckdb.Error) as error:
        reason = str(error).splitlines()[0]
        connection.execute(
            "insert into quarantined values (?, ?, ?, 0, ?, null)",
            [feed.name, landed.day, file.name, f"the file cannot be read: {reason}"],
        )
        return FileCount(name=file.name, read=0, accepted=0, quarantined=0, whole=True)
    accepted = _changed(connection, accept(feed))
    refused = _changed(connection, refuse(feed))
    return FileCount(
        name=file.name,
        read=_changed(connection, "select count(*) from judged"),
        accepted=accepted,
        quarantined=refused,
        whole=False,
    )


def _changed(connection: duckdb.DuckDBPyConnection, statement: str) -> int:
    """Run a statement that answers with one count."""
    ((rows,),) = connection.execute(statement).fetchall()
    return int(rows)


def _judge(
    connection: duckdb.DuckDBPyConnection, feed: Feed, landed: LandingDay, file: Path
) -> None:
    if file.suffix != ".parquet":
        raise _UnreadableError(f"its suffix {file.suffix!r} is not a known format")
    described = connection.execute(f"describe from {duck.rows(file)}").fetchall()
    types = {str(name): str(kind) for name, kind, *_ in described}
    missing = [c.name for c in feed.columns if c.required and c.name not in types]
    if missing:
        raise _UnreadableError(f"required columns are missing: {', '.join(missing)}")
    present = ", ".join(f'"{c.name}"' for c in feed.columns if c.name in types)
    is_taken = "file_row_number" in {name.lower() for name in types}
    position = "row_number() over ()" if is_taken else "file_row_number + 1"
    relation = f"(select {present}, {position} as row_position from {duck.rows(file)})"
    place = {"landed_on": landed.day, "file_name": file.name}
    connection.execute(judged(feed, relation, types), place)
