"""Which rows of a table PostgreSQL must be given, and bringing them there."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from loyalty_pipeline import duck
from loyalty_pipeline.publishing.postgres.server import Server
from loyalty_pipeline.publishing.postgres.table import Table, listed, quoted

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS_A_BATCH = 100_000


@dataclass(frozen=True)
class Staged:
    """Rows of a table, brought over: all, or what has changed and the keys gone."""

    table: Table
    rows: str
    gone: str | None = None


def append_all(server: Server, schema: str, table: Table, file: Path) -> int:
    """Write all rows of a published file into its table; return how many."""
    found = f"select {table.from_files} from {duck.rows(file)}"
    return server.append(schema, table.name, _rows(server, found))


def stage_all(server: Server, table: Table, file: Path) -> Staged:
    """Bring all rows of a published file over."""
    found = f"select {table.from_files} from {duck.rows(file)}"
    return Staged(table, _brought(server, f"all_{table.name}", found))


def stage_changes(server: Server, table: Table, file: Path, before: Path) -> Staged:
    """Bring over what a file has and the one before has not, and the keys gone."""
    columns, key = listed(table.columns), listed(table.key)
    new = (
        f"select {table.from_files} from ("
        f"select {columns} from {duck.rows(file)}"
        f" except select {columns} from {duck.rows(before)})"
    )
    gone = (
        f"select {key} from {duck.rows(before)}"
        f" except select {key} from {duck.rows(file)}"
    )
    return Staged(
        table,
        _brought(server, f"new_{table.name}", new),
        _brought(server, f"gone_{table.name}", gone),
    )


def _brought(server: Server, name: str, query: str) -> str:
    """Write a query's rows into a table of this session."""
    server.load(name, _rows(server, query))
    server.run(f"analyze {quoted(name)}")
    return name


def _rows(server: Server, query: str) -> "pa.RecordBatchReader":
    """What a query of files answers, as a stream."""
    rows: pa.RecordBatchReader = server.files.sql(query).to_arrow_reader(_ROWS_A_BATCH)
    return rows
