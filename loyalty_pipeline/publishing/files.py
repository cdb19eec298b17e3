"""The published tables as Parquet: one file a table."""

from collections.abc import Iterable
from pathlib import Path

from loyalty_pipeline import duck
from loyalty_pipeline.files import digest
from loyalty_pipeline.publishing.publication import DATABASE, Published


def export(folder: Path, tables: Iterable[str]) -> list[Published]:
    """Write each table of a publication's database beside it; return what was written.

    Rows stand as they do in the database, so that equal tables are equal files.
    """
    found = []
    with duck.connect() as connection:
        attached = f"attach {duck.literal(folder / DATABASE)} as loyalty (read_only)"
        connection.execute(attached)
        for name in sorted(tables):
            file = folder / f"{name}.parquet"
            rows = duck.write_parquet(file, f"loyalty.{name}", connection)
            found.append(Published(name, rows, digest(file)))
    return found
