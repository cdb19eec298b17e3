"""A database's rows as a Parquet file, chunk by chunk, each value exactly.

dlt's table loader, the inside of its `sql_table` resource, asks and makes Arrow tables
of what comes. dlt's pipelines are left out, since they would write a working folder and
state of their own, take settings from whatever folder and variables they find, rename
columns, and move on before a file stands in the landing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loyalty_pipeline.feeds.databases.columns import Column

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Engine, FromClause

_ROWS_AT_ONCE = 20_000


class _MisfitError(Exception):
    """A value that a column cannot hold: which column, or else of which types it is."""

    def __init__(self, name: str | None = None, types: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.name = name
        self.types = types

    def is_of(self, column: Column) -> bool:
        """Whether the value may be one of a column."""
        return column.name == self.name or column.kind["data_type"] in self.types


@dataclass(frozen=True)
class Asked:
    """What is asked of a database: columns of a relation, of some rows or of all."""

    relation: "FromClause"
    columns: tuple[Column, ...]
    since: "ColumnElement[bool] | None" = None

    def widened(self, misfit: _MisfitError) -> "Asked | None":
        """The same, where such a column takes each value; None if it did so before."""
        told = tuple(
            (column.widened() if misfit.is_of(column) else None) or column
            for column in self.columns
        )
        return None if told == self.columns else replace(self, columns=told)


def write(engine: "Engine", asked: Asked, file: Path) -> int:
    """Write the rows that are asked for, if there are any; return how many.

    A column of which some value does not fit is asked for anew, as its text.
    """
    while True:
        try:
            return _write(_tables(engine, asked), file)
        except _MisfitError as misfit:
            file.unlink(missing_ok=True)
            wider = asked.widened(misfit)
            if wider is None:
                raise ValueError("a value that no column holds") from None
            asked = wider


def _write(tables: Iterable[Any], file: Path) -> int:
    import pyarrow.parquet as pq

    writer, rows = None, 0
    try:
        for table in tables:
            writer = writer or pq.ParquetWriter(file, table.schema)
            writer.write_table(table)
            rows += table.num_rows
    finally:
        if writer is not None:
            writer.close()
    return rows


def _tables(engine: "Engine", asked: Asked) -> Iterator[Any]:
    import sqlalchemy as sa
    from dlt.common.libs.pyarrow import PyToArrowConversionException
    from dlt.sources.sql_database import TableLoader

    def query(*_: Any) -> Any:
        named = [column.sql.label(column.name) for column in asked.columns]
        found = sa.select(*named).select_from(asked.relation)
        return found if asked.since is None else found.where(asked.since)

    loader = TableLoader(
        engine,
        "pyarrow",
        sa.table("asked"),  # type: ignore[arg-type]
        {c.name: {"name": c.name, **c.kind} for c in asked.columns},  # type: ignore[typeddict-item]
        chunk_size=_ROWS_AT_ONCE,
        query_adapter_callback=query,
    )
    columns = {column.name: column for column in asked.columns}
    try:
        for table in loader.load_rows({"tz": "UTC"}):
            yield _decoded(table, columns)
    except PyToArrowConversionException as misfit:
        raise _MisfitError(misfit.field_name) from None
    except OverflowError:  # Arrow's, of an integer of more than 64 bits
        raise _MisfitError(types=("bigint",)) from None
    except ValueError:  # a driver's, of a year that Python lacks
        raise _MisfitError(types=("date", "timestamp")) from None


def _decoded(table: Any, columns: Mapping[str, Column]) -> Any:
    """The table with bytes as text where they are UTF-8."""
    import pyarrow as pa

    for place, name in enumerate(table.column_names):
        if columns[name].is_decoded:
            try:
                text = table.column(place).cast(pa.string())
            except pa.ArrowInvalid:
                raise _MisfitError(name) from None
            table = table.set_column(place, pa.field(name, pa.string()), text)
    return table
