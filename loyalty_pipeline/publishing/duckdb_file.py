"""The published tables in one database file, which a reader opens read-only."""

import shutil
from collections.abc import Collection
from pathlib import Path

from loyalty_pipeline import duck
from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.publishing.publication import DATABASE


def copy(marts: Path, tables: Collection[str], folder: Path) -> None:
    """Copy the marts' database into a publication: just these tables, rows as they lie.

    A build that has ended leaves all in the file itself. What else an older build has
    left there is not published.
    """
    if marts.exists():
        shutil.copyfile(marts, folder / DATABASE)
    with duck.connect() as connection:
        connection.execute(f"attach {duck.literal(folder / DATABASE)} as loyalty")
        found = {
            str(name)
            for (name,) in connection.execute(
                "select table_name from duckdb_tables() where database_name = 'loyalty'"
            ).fetchall()
        }
        missing = sorted(set(tables) - found)
        if missing:
            raise LoyaltyError(
                f"not every mart has been built: {', '.join(missing)}",
                str(marts),
                "build all models, as `loyalty run --full-refresh` does",
            )
        for name in sorted(found - set(tables)):
            connection.execute(f'drop table loyalty."{name}"')


def add(file: Path) -> None:
    """Write the table of a publication's Parquet file into the database beside it."""
    with duck.connect() as connection:
        database = duck.literal(file.parent / DATABASE)
        connection.execute(f"attach {database} as loyalty")
        connection.execute(
            f"create table loyalty.{file.stem} as from {duck.rows(file)}"
        )
