"""Writes many lives as one landing: real Parquet files over several days."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.contract import Column
from loyalty_pipeline.feeds.types import RATE
from loyalty_pipeline.rules.tables.table import Table
from loyalty_pipeline.rules.tables.writer import write_table
from tests.histories.generate.life import Life, map_rows
from tests.oracle.facts.delivered_row import Row
from tests.oracle.facts.landing import FEEDS as ORACLE_FEEDS

_FEED_OF = {kind: name for name, (_, kind) in ORACLE_FEEDS.items()}
_TYPES = {"TIMESTAMP": "TIMESTAMP", "DATE": "DATE", "BOOLEAN": "BOOLEAN"}
_TYPES["BIGINT"] = "DECIMAL(18, 2)"  # money and values land in natural units
# What a feed demands and no rule of the engine reads.
_FILLED = {"reason": "because", "approved_by": "chance"}

Files = dict[tuple[str, date, str], list[Row]]


def with_positions(lives: Sequence[Life]) -> list[Life]:
    """The lives with each row's position in the file that it lands in, from 1 on."""
    rows: Counter[tuple[str, date, str]] = Counter()

    def placed(row: Row) -> Row:
        file = _file(row)
        rows[file] += 1
        return replace(row, row_position=rows[file])

    return [Life(life.name, map_rows(life.facts, placed)) for life in lives]


def land(folder: Path, lives: Iterable[Life]) -> None:
    """Write the rows of lives that were laid out, each at its place."""
    files: Files = defaultdict(list)
    for life in lives:
        for row in life.rows():
            files[_file(row)].append(row)
    for (feed, day, name), rows in files.items():
        assert [row.row_position for row in rows] == list(range(1, len(rows) + 1))
        write_table(folder / feed / f"landed_on={day}" / name, _table(feed, rows))


def _file(row: Row) -> tuple[str, date, str]:
    return _FEED_OF[type(row)], row.landed_on, row.file_name


def _table(feed: str, rows: Sequence[Row]) -> Table:
    known = {f.name for f in fields(rows[0])}
    columns = [
        column
        for column in FEEDS[feed].columns
        if column.required or known & {column.lake_name, column.name}
    ]
    types = {c.name: _type(c) for c in columns}
    return Table(types, [tuple(_value(row, c) for c in columns) for row in rows])


def _type(column: Column) -> str:
    if column.type is RATE:
        return "DECIMAL(18, 4)"
    return _TYPES.get(column.type.lake_type, "VARCHAR")


def _value(row: Row, column: Column) -> Any:
    """A field as it lands: instants in UTC without an offset, cents as a decimal."""
    filled = _FILLED.get(column.name)
    value = getattr(row, column.lake_name, getattr(row, column.name, filled))
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / value.denominator
    if value is not None and column.lake_name != column.name:
        return Decimal(value) / 100
    return value
