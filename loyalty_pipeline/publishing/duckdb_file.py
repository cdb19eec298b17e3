"""The published tables in one database file, which a reader opens read-only."""

from collections.abc import Iterable
from pathlib import Path

from loyalty_pipeline import duck
from loyalty_pipeline.publishing.catalogue import PublishedTable
from loyalty_pipeline.publishing.publication import DATABASE


def gather(warehouse: Path, tables: Iterable[PublishedTable], folder: Path) -> None:
    """Write each mart into a publication's database, its rows in the order of its key.

    The key alone: to sort by all columns costs several times as much.
    """
    with duck.connect() as connection:
        attached = f"attach {duck.literal(warehouse)} as warehouse (read_only)"
        connection.execute(attached)
        connection.execute(f"attach {duck.literal(folder / DATABASE)} as loyalty")
        for table in sorted(tables, key=lambda table: table.name):
            connection.execute(
                f"create table loyalty.{table.name} as"
                f" from warehouse.marts.{table.name} order by {table.order}"
            )


def add(file: Path) -> None:
    """Write the table of a publication's Parquet file into the database beside it."""
    with duck.connect() as connection:
        database = duck.literal(file.parent / DATABASE)
        connection.execute(f"attach {database} as loyalty")
        connection.execute(
            f"create table loyalty.{file.stem} as from {duck.rows(file)}"
        )
