"""The published tables in one database file, which a reader opens read-only."""

from pathlib import Path

from loyalty_pipeline import duck
from loyalty_pipeline.publishing.publication import DATABASE


def gather(folder: Path) -> None:
    """Write every table of a publication's folder into one database file in it."""
    with duck.connect() as connection:
        connection.execute(f"attach {duck.literal(folder / DATABASE)} as loyalty")
        for file in sorted(folder.glob("*.parquet")):
            connection.execute(
                f"create table loyalty.{file.stem} as from {duck.rows(file)}"
            )
