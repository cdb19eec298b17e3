"""The rows of many days that were read as one, each laid into its own day's folder."""

import os
import shutil
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import duckdb

from loyalty_pipeline import duck
from loyalty_pipeline.feeds import contradictions
from loyalty_pipeline.feeds.contract import Feed
from loyalty_pipeline.feeds.small_days.together import Place

_FILE = ("landed_on", "file_name")

Counts = dict[tuple[date, str], int]


def know(connection: duckdb.DuckDBPyConnection, places: Sequence[Place]) -> None:
    """Create `places`, by which a row of the whole is told to be a file's."""
    full = [place for place in places if place.rows]  # others begin where the next does
    connection.execute(
        "create temp table places as select unnest($before) as before,"
        " unnest($days) as landed_on, unnest($files) as file_name",
        {
            "before": [place.before for place in full],
            "days": [place.day.day for place in full],
            "files": [place.file.name for place in full],
        },
    )


def contradicted_days(
    connection: duckdb.DuckDBPyConnection, feed: Feed, whole: Path
) -> set[date]:
    """The days of which some file has rows that contradict each other."""
    if not contradictions.find(connection, feed, _placed(whole), _FILE):
        return set()
    days = connection.execute("select distinct landed_on from contradictions")
    return {day for (day,) in days.fetchall()}


def _placed(whole: Path) -> str:
    """SQL for the rows of the whole as those of their own files."""
    return f"""
        (select whole.* replace (
            places.landed_on as landed_on,
            places.file_name as file_name,
            row_position - before as row_position
        )
        from {duck.rows(whole)} as whole
        asof join places on row_position > before)
    """


def lay_out(
    connection: duckdb.DuckDBPyConnection,
    whole: Path,
    folders: Iterable[tuple[date, Path]],
    columns: duck.Columns,
) -> Counts:
    """Write a staged file of the whole as one of the same name in each day's folder.

    Return how many of its rows are each file's.
    """
    rows = _placed(whole)
    found = connection.execute(
        f"select landed_on, file_name, count(*) from {rows} group by 1, 2"
    ).fetchall()
    parts, empty = whole.with_suffix(".days"), whole.with_suffix(".empty")
    _write_by_day(connection, rows, parts)
    duck.write_parquet(empty, duck.no_rows(columns), connection)
    for day, folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
        part = parts / f"day={day}" / "part0.parquet"
        if part.exists():
            os.replace(part, folder / whole.name)
        else:
            shutil.copyfile(empty, folder / whole.name)
    return {(day, file): int(count) for day, file, count in found}


def left_out(
    connection: duckdb.DuckDBPyConnection, whole: Path
) -> dict[tuple[date, str], dict[str, int]]:
    """How many values of each column each file's rows go without, where any do."""
    if not whole.exists():
        return {}
    found: dict[tuple[date, str], dict[str, int]] = defaultdict(dict)
    for day, file, column, values in connection.execute(f"""
        select places.landed_on, places.file_name, column_name, count(*)
        from {duck.rows(whole)} as whole
        asof join places on row_position > before
        group by 1, 2, 3
        order by 3
    """).fetchall():
        found[day, file][column] = int(values)
    return found


def without_offset(connection: duckdb.DuckDBPyConnection, whole: Path) -> Counts:
    """How many instants of each file lack an offset, where any do."""
    if not whole.exists():
        return {}
    found = connection.execute(f"""
        select places.landed_on, places.file_name, sum(instants)
        from {duck.rows(whole)} as whole
        asof join places on row_position > before
        group by 1, 2
    """).fetchall()
    return {(day, file): int(count) for day, file, count in found}


def _write_by_day(
    connection: duckdb.DuckDBPyConnection, rows: str, parts: Path
) -> None:
    """One file a day: by one thread, and with no day's rows written in two turns."""
    connection.execute("set threads = 1")
    connection.execute("set partitioned_write_flush_threshold = 1000000000")
    connection.execute(
        f"copy (select *, landed_on as day from {rows} order by landed_on)"
        f" to {duck.literal(parts)}"
        " (format parquet, partition_by (day), filename_pattern 'part')"
    )
