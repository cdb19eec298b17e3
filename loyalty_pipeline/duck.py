"""DuckDB for moving data: in memory, and in UTC whatever the machine's zone."""

import duckdb


def connect() -> duckdb.DuckDBPyConnection:
    """A fresh in-memory connection; use it as a context manager."""
    connection = duckdb.connect()
    connection.execute("load icu")
    connection.execute("set timezone = 'UTC'")
    return connection
