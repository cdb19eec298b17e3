"""The lake: accepted rows as typed Parquet, each landing day replaced whole."""

import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb

from loyalty_pipeline import duck
from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.contract import Feed
from loyalty_pipeline.feeds.day_record import (
    RECORD,
    DayRecord,
    forget_record,
    read_record,
    write_record,
)
from loyalty_pipeline.feeds.landing import DAY_PREFIX, LandingDay
from loyalty_pipeline.feeds.row_sql import lake_columns
from loyalty_pipeline.feeds.staging import (
    ACCEPTED,
    QUARANTINE_COLUMNS,
    QUARANTINED,
)
from loyalty_pipeline.home.layout import Home, replacing

_DATA = "data.parquet"
_INDEX = "quarantine"


def day_folder(root: Path, feed: str, day: date) -> Path:
    """A feed's folder for one landing day, in staging or in the lake."""
    return root / feed / f"{DAY_PREFIX}{day.isoformat()}"


def is_new(home: Home, landed: LandingDay) -> bool:
    """Whether a landed day differs from what the lake holds of it."""
    known = read_record(day_folder(home.lake, landed.feed, landed.day))
    return known is None or not landed.equals(known["files"])


def staged_days(home: Home, feed: str) -> Iterator[tuple[date, DayRecord]]:
    """The days of a feed that wait in staging, oldest first."""
    for folder in sorted((home.staging / feed).glob(f"{DAY_PREFIX}*")):
        record = read_record(folder)
        if record is not None:
            yield date.fromisoformat(folder.name.removeprefix(DAY_PREFIX)), record


def record_files(home: Home) -> list[Path]:
    """The records of all the lake's days, in a fixed order."""
    return sorted(home.lake.glob(f"*/{DAY_PREFIX}*/{RECORD}"))


def released(home: Home) -> list[str]:
    """The findings in spite of which landing days were let into the lake."""
    records = [read_record(file.parent) for file in record_files(home)]
    return [f for record in records if record for f in record.get("released", [])]


def gone_files(home: Home, landed: LandingDay) -> list[str]:
    """Files of a landed day that the lake knows and the landing no longer has."""
    known = read_record(day_folder(home.lake, landed.feed, landed.day))
    present = {file.name for file in landed.files}
    names = [facts["name"] for facts in known["files"]] if known else []
    return [name for name in names if name not in present]


def clear_staging(home: Home, feed: str) -> None:
    """Forget what an earlier run left in staging; the landing still has it."""
    shutil.rmtree(home.staging / feed, ignore_errors=True)


def promote(home: Home, feed: Feed, day: date) -> None:
    """Move a staged day into the lake; the day's former rows are gone in one step.

    The former record goes first and the new one last: a promotion that dies on the
    way leaves a day that no landing equals, and it is simply read again.
    """
    staged = day_folder(home.staging, feed.name, day)
    record = read_record(staged)
    assert record is not None, "only staged days are promoted"
    forget_record(day_folder(home.lake, feed.name, day))
    values = home.quarantine / feed.name / f"{day.isoformat()}.parquet"
    index = home.lake / _INDEX / feed.name / f"{day.isoformat()}.parquet"
    _copy(staged / QUARANTINED, values, "*")
    _copy(staged / QUARANTINED, index, "* exclude (original)")
    lake = day_folder(home.lake, feed.name, day)
    lake.mkdir(parents=True, exist_ok=True)
    os.replace(staged / ACCEPTED, lake / _DATA)
    write_record(lake, record)
    shutil.rmtree(staged)


def _copy(source: Path, target: Path, columns: str) -> None:
    with replacing(target) as scratch:
        duckdb.execute(
            f"copy (select {columns} from {duck.rows(source)})"
            f" to {duck.literal(scratch)} (format parquet)"
        )


def ensure_columns(home: Home) -> None:
    """Give every feed a file of no rows, so that one that never lands has columns."""
    tables = {name: lake_columns(feed) for name, feed in FEEDS.items()}
    tables[_INDEX] = [c for c in QUARANTINE_COLUMNS if c[0] != "original"]
    for name, columns in tables.items():
        _write_empty(home.lake / name / "columns.parquet", columns)


def _write_empty(path: Path, columns: list[tuple[str, str]]) -> None:
    described = ", ".join(f"cast(null as {kind}) as {name}" for name, kind in columns)
    with replacing(path) as scratch:
        duckdb.execute(
            f"copy (select {described} where false)"
            f" to {duck.literal(scratch)} (format parquet)"
        )


def quarantined_rows(home: Home) -> int:
    """How many rows of all landing days are quarantined."""
    relation = duck.everything(home.lake / _INDEX)
    ((rows,),) = duckdb.execute(f"select count(*) from {relation}").fetchall()
    return int(rows)
