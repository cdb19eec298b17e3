"""The published tables as Parquet: one file a table."""

from collections.abc import Iterable
from pathlib import Path

from loyalty_pipeline import duck
from loyalty_pipeline.files import digest
from loyalty_pipeline.publishing.publication import Published


def export(warehouse: Path, tables: Iterable[str], folder: Path) -> list[Published]:
    """Write each mart, and return what was written, by the table's name.

    Rows are in the order of the columns, so that equal tables are equal files.
    """
    with duck.connect() as connection:
        attached = f"attach {duck.literal(warehouse)} as warehouse (read_only)"
        connection.execute(attached)
        found = []
        for table in sorted(tables):
            file = folder / f"{table}.parquet"
            ordered = f"warehouse.marts.{table} order by all"
            rows = duck.write_parquet(file, ordered, connection)
            found.append(Published(table, rows, digest(file)))
    return found
