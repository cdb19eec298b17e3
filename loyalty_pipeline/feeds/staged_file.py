"""Reading one landed file: its good rows into a file, its bad ones into a table."""

from datetime import date
from pathlib import Path

import duckdb

from loyalty_pipeline import duck
from loyalty_pipeline.feeds import contradictions, given
from loyalty_pipeline.feeds.contract import Feed
from loyalty_pipeline.feeds.day_record import FileCount
from loyalty_pipeline.feeds.declared.model import FeedLook
from loyalty_pipeline.feeds.declared.reading import as_declared, without_offset
from loyalty_pipeline.feeds.row_sql import (
    accepted,
    left_out,
    may_leave_out,
    rejected,
)
from loyalty_pipeline.feeds.sources.formats import read
from loyalty_pipeline.feeds.sources.reading import Reading, Source, UnreadableError

UNREADABLE = "the file cannot be read: "


def stage_file(
    connection: duckdb.DuckDBPyConnection,
    feed: Feed,
    day: date,
    file: Path,
    part: Path,
    is_one_file: bool,
    look: FeedLook,
) -> FileCount:
    """Stream the good rows into `part` and add the others to `quarantined`.

    The values that good rows go without are added to `left_out`, of many files put
    together also the rows with instants without an offset to `without_offset`.

    A file that cannot be read leaves no part, and is one row of `quarantined`. Where
    `is_one_file`, no two of its rows may contradict each other.
    """
    try:
        return _stage(connection, feed, day, file, part, is_one_file, look)
    except (UnreadableError, duckdb.Error) as error:
        if _is_ours(error, part.parent):
            raise
        part.unlink(missing_ok=True)
        reason = UNREADABLE + str(error).splitlines()[0]
        connection.execute(
            "insert into quarantined"
            " values (?, ?, ?, 0, ?, null, [{'rule': ?, 'value': null}])",
            [feed.name, day, file.name, reason, reason],
        )
        return FileCount(
            name=file.name, read=0, accepted=0, quarantined=0, whole=True, ignored=[]
        )


def _stage(
    connection: duckdb.DuckDBPyConnection,
    feed: Feed,
    day: date,
    file: Path,
    part: Path,
    is_one_file: bool,
    look: FeedLook,
) -> FileCount:
    scratch = part.with_suffix(".lines")
    found = read(Source(connection, feed, look, file, scratch))
    naive = _without_offset(connection, feed, look, found, is_one_file)
    feed, reading = as_declared(feed, look, found)
    good = duck.write_parquet(part, accepted(feed, reading, day, file.name), connection)
    rows, filled = given.count(connection, feed, reading)
    bad = 0
    if good < rows:
        connection.execute(
            f"create or replace temp table bad as"
            f" from {rejected(feed, reading, day, file.name)}"
        )
        bad = _counted(connection, "select count(*) from bad")
    if rows != good + bad:
        raise UnreadableError("it changed while it was read")
    if bad:
        connection.execute("insert into quarantined from bad")
    if is_one_file and contradictions.find(connection, feed, duck.rows(part)):
        differing = contradictions.take_out(connection, feed, reading, part)
        good, bad = good - differing, bad + differing
    return FileCount(
        name=file.name,
        read=rows,
        accepted=good,
        quarantined=bad,
        whole=False,
        ignored=reading.ignored,
        left_out=_left_out(connection, feed, day, file, reading),
        columns=[*found.types],
        given=filled,
        without_offset=naive,
    )


def _without_offset(
    connection: duckdb.DuckDBPyConnection,
    feed: Feed,
    look: FeedLook,
    found: Reading,
    is_one_file: bool,
) -> int:
    """How many instants lack an offset; of many files together it is kept by row."""
    per_row = without_offset(feed, look, found)
    if per_row is None:
        return 0
    rows = found.relation
    if not is_one_file:
        connection.execute(
            f"insert into without_offset select row_position, {per_row} as instants"
            f" from {rows} where instants > 0"
        )
        rows, per_row = "without_offset", "instants"
    return _counted(connection, f"select coalesce(sum({per_row}), 0) from {rows}")


def _left_out(
    connection: duckdb.DuckDBPyConnection,
    feed: Feed,
    day: date,
    file: Path,
    reading: Reading,
) -> dict[str, int]:
    """How many values of each column the good rows of a file go without."""
    suspects = may_leave_out(feed, reading)
    if not suspects or not _counted(connection, f"select count(*) from {suspects}"):
        return {}
    connection.execute(
        f"create or replace temp table missed as"
        f" from {left_out(feed, reading, day, file.name)}"
    )
    connection.execute("insert into left_out from missed")
    found = connection.execute(
        "select column_name, count(*) from missed group by 1 order by 1"
    )
    return {str(name): int(values) for name, values in found.fetchall()}


def _counted(connection: duckdb.DuckDBPyConnection, statement: str) -> int:
    ((rows,),) = connection.execute(statement).fetchall()
    return int(rows)


def _is_ours(error: Exception, folder: Path) -> bool:
    """Whether this machine is at fault, and not the file: memory or disk is full."""
    if isinstance(error, duckdb.OutOfMemoryException):
        return True
    says = str(error)
    is_about_the_disk = "No space left on device" in says or str(folder) in says
    return isinstance(error, duckdb.IOException) and is_about_the_disk
