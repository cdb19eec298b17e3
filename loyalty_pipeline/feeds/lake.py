"""The lake: accepted rows as typed Parquet, each landing day replaced whole."""

import os
import shutil
from datetime import date

from loyalty_pipeline import duck
from loyalty_pipeline.feeds import landed_files
from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.contract import Feed
from loyalty_pipeline.feeds.day_record import (
    DATA,
    day_folder,
    forget_record,
    read_record,
    rejected,
    write_record,
)
from loyalty_pipeline.feeds.row_sql import lake_columns
from loyalty_pipeline.feeds.staging import ACCEPTED, QUARANTINE_COLUMNS, QUARANTINED
from loyalty_pipeline.home.layout import Home

NO_ROWS = "no_rows.parquet"
_INDEX = "quarantine"
_LOCAL = ("original", "broken_rules")
# What may leave the home says which rule a row broke, and by no value.
_PUBLIC = (
    f"* exclude ({', '.join(_LOCAL)}) replace ("
    "array_to_string(list_transform(broken_rules, lambda b: b.rule), '; ') as reasons)"
)


def clear_staging(home: Home, feed: str) -> None:
    """Forget what an earlier run left in staging; the landing still has it."""
    shutil.rmtree(home.staging / feed, ignore_errors=True)


def promote(home: Home, feed: Feed, day: date) -> None:
    """Move a staged day into the lake; the day's earlier rows are gone in one step.

    The earlier record goes first and the new one last: a promotion that dies on the
    way leaves a day that no landing equals, and it is simply read again.
    """
    staged = day_folder(home.staging, feed.name, day)
    record = read_record(staged)
    assert record is not None, "only staged days are promoted"
    forget_record(day_folder(home.lake, feed.name, day))
    values = home.quarantine / feed.name / f"{day.isoformat()}.parquet"
    index = home.lake / _INDEX / feed.name / f"{day.isoformat()}.parquet"
    if rejected(record):
        rows = duck.rows(staged / QUARANTINED)
        duck.write_parquet(values, rows)
        duck.write_parquet(index, f"(select {_PUBLIC} from {rows})")
    else:  # most days: a file without a row is one more that every build opens
        values.unlink(missing_ok=True)
        index.unlink(missing_ok=True)
    lake = day_folder(home.lake, feed.name, day)
    lake.mkdir(parents=True, exist_ok=True)
    os.replace(staged / ACCEPTED, lake / DATA)
    write_record(lake, record)
    shutil.rmtree(staged)


def ensure_columns(home: Home) -> None:
    """Give every feed a file of no rows, so that one that never lands has columns.

    It stands behind the days: DuckDB takes every file to have as many rows as the
    first, and plans a build of millions as one of nothing if that has none.
    """
    tables = {name: lake_columns(feed) for name, feed in FEEDS.items()}
    tables[_INDEX] = {k: v for k, v in QUARANTINE_COLUMNS.items() if k not in _LOCAL}
    tables[landed_files.NAME] = landed_files.COLUMNS
    for name, columns in tables.items():
        folder = home.lake / name
        duck.write_parquet(folder / NO_ROWS, duck.no_rows(columns))
        (folder / "columns.parquet").unlink(missing_ok=True)  # its name until now


def quarantined_rows(home: Home) -> int:
    """How many rows of all landing days are quarantined."""
    relation = duck.everything(home.lake / _INDEX)
    with duck.connect() as connection:
        ((rows,),) = connection.execute(f"select count(*) from {relation}").fetchall()
    return int(rows)
