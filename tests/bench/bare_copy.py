"""The least that reading costs: DuckDB's `copy` of each feed, typed as it landed."""

import sys
from pathlib import Path

import duckdb


def main(landing: Path, folder: Path) -> None:
    """Copy every feed's files into one file each."""
    folder.mkdir(parents=True)
    with duckdb.connect() as connection:
        connection.execute("set preserve_insertion_order = false")
        for feed in sorted(landing.iterdir()):
            files = f"read_parquet('{feed}/*/*.parquet')"
            connection.execute(f"copy (from {files}) to '{folder}/{feed.name}.parquet'")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
