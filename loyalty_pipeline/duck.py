"""DuckDB for moving data: in memory, and in UTC whatever the machine's zone."""

import re
from pathlib import Path

import duckdb


def connect() -> duckdb.DuckDBPyConnection:
    """A fresh in-memory connection; use it as a context manager."""
    connection = duckdb.connect()
    connection.execute("load icu")
    connection.execute("set timezone = 'UTC'")
    return connection


def literal(path: Path) -> str:
    """A path as a SQL text, for a file that is written or attached."""
    return "'" + str(path).replace("'", "''") + "'"


def exactly(path: Path) -> str:
    """A path as a SQL text, for a file that is read: no character is a wildcard."""
    return literal(Path(re.sub(r"([*?\[])", r"[\1]", str(path))))


def everything(folder: Path) -> str:
    """The SQL of a relation of all Parquet files below a folder."""
    inside = exactly(folder)[:-1] + "/**/*.parquet'"
    return f"read_parquet({inside}, hive_partitioning = false)"


def rows(file: Path) -> str:
    """The SQL of a relation of one Parquet file."""
    return f"read_parquet({exactly(file)}, hive_partitioning = false)"
