"""The least that reading costs: DuckDB's `copy` of each feed, with its types."""

import sys
from pathlib import Path

import duckdb


def main(landing: Path, folder: Path) -> None:
    """Copy every feed's files into one file each."""
    folder.mkdir(parents=True)
    with duckdb.connect() as connection:
        connection.execute("set preserve_insertion_order = false")
        for feed in sorted(landing.iterdir()):
            suffix = "csv" if [*feed.glob("*/*.csv")] else "parquet"
            files = f"read_{suffix}('{feed}/*/*.{suffix}')"
            connection.execute(f"copy (from {files}) to '{folder}/{feed.name}.parquet'")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
