"""DuckDB for moving data: in memory, and in UTC whatever the machine's zone."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb

from loyalty_pipeline.files import replacing
from loyalty_pipeline.resources import in_use

Columns = Mapping[str, str]


def connect(file: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A fresh connection, in memory or to a file that is read only; a context manager.

    It uses no more of the machine than the settings say.
    """
    connection = duckdb.connect(
        str(file or ":memory:"),
        read_only=file is not None,
        config={**in_use().settings},
    )
    connection.execute("load icu")
    connection.execute("set timezone = 'UTC'")
    return connection


def text(value: str) -> str:
    """A text as it stands in SQL."""
    return "'" + value.replace("'", "''") + "'"


def literal(path: Path) -> str:
    """A path as a SQL text, for a file that is written or attached."""
    return text(str(path))


def exactly(path: Path) -> str:
    """A path as a SQL text, for a file that is read: no character is a wildcard."""
    return literal(Path(re.sub(r"([*?\[])", r"[\1]", str(path))))


def each(files: Iterable[Path]) -> str:
    """Paths as a SQL list, for files that are read as one."""
    return f"[{', '.join(map(exactly, files))}]"


def everything(folder: Path) -> str:
    """The SQL of a relation of all Parquet files below a folder."""
    inside = exactly(folder)[:-1] + "/**/*.parquet'"
    return f"read_parquet({inside}, hive_partitioning = false)"


def rows(file: Path) -> str:
    """The SQL of a relation of one Parquet file."""
    return f"read_parquet({exactly(file)}, hive_partitioning = false)"


def no_rows(columns: Columns) -> str:
    """The SQL of a relation with these columns, by name and type, and no row."""
    typed = (f'cast(null as {kind}) as "{name}"' for name, kind in columns.items())
    return f"(select {', '.join(typed)} where false)"


def columns(
    file: Path, connection: duckdb.DuckDBPyConnection | None = None
) -> dict[str, str]:
    """The columns of a Parquet file, by name and type; none where there is no file."""
    if not file.exists():
        return {}
    if connection is None:
        with connect() as own:
            return columns(file, own)
    described = connection.execute(f"describe from {rows(file)}").fetchall()
    return {str(name): str(kind) for name, kind, *_ in described}


def write_parquet(
    file: Path,
    relation: str,
    connection: duckdb.DuckDBPyConnection | None = None,
    edition: str = "",
) -> int:
    """Write a relation as Parquet, replacing the file in one step; return its rows.

    `relation` is SQL that may stand after `from`, of files or of tables that the
    `connection` knows. `edition` is kept in the file, to be recognised by.
    """
    known_as = f", kv_metadata {{edition: '{edition}'}}" if edition else ""
    own = connect() if connection is None else connection
    try:
        with replacing(file) as scratch:
            options = f"format parquet{known_as}"
            copy = f"copy (from {relation}) to {literal(scratch)} ({options})"
            ((count,),) = own.execute(copy).fetchall()
    finally:
        if connection is None:
            own.close()
    return int(count)


def edition(file: Path) -> str | None:
    """The edition that a Parquet file was written as; None where it has none."""
    if not file.exists():
        return None
    with connect() as connection:
        found = connection.execute(
            f"select decode(value) from parquet_kv_metadata({exactly(file)})"
            " where decode(key) = 'edition'"
        ).fetchall()
    return str(found[0][0]) if found else None
