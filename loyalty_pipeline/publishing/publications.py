"""Publications: the marts of one run as files, shown to readers in one step."""

import hashlib
import os
import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from loyalty_pipeline import duck
from loyalty_pipeline.duck import literal
from loyalty_pipeline.home import Home

DATABASE = "loyalty.duckdb"
FACTS = "_publication.parquet"
KEPT = 3


class Published(NamedTuple):
    """One table of a publication."""

    table: str
    rows: int
    checksum: str


def publish(home: Home, run: str, as_of: date, rules: str) -> list[Published]:
    """Write the marts as publication `run` and point `published` at it.

    Each table is written in the order of its columns, so that equal tables are equal
    files. Readers see the former publication until the last step, and then this one.
    """
    for left in home.publications.glob(".*.new"):
        shutil.rmtree(left)  # of a run that was killed while it published
    scratch = home.publications / f".{run}.new"
    scratch.mkdir(parents=True)
    try:
        tables = _export(home.warehouse, scratch)
        _describe(scratch, tables, run, as_of, rules)
        _gather(scratch)
        os.replace(scratch, home.publications / run)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    _switch(home, run)
    _forget_oldest(home)
    return tables


def _export(warehouse: Path, folder: Path) -> list[Published]:
    with duck.connect() as connection:
        connection.execute(f"attach {literal(warehouse)} as warehouse (read_only)")
        found = connection.execute(
            "select table_name from information_schema.tables"
            " where table_catalog = 'warehouse' and table_schema = 'marts'"
            " order by table_name"
        ).fetchall()
        tables = []
        for (table,) in found:
            file = folder / f"{table}.parquet"
            ((rows,),) = connection.execute(
                f"copy (from warehouse.marts.{table} order by all)"
                f" to {literal(file)} (format parquet)"
            ).fetchall()
            tables.append(Published(table, rows, _checksum(file)))
    return tables


def _checksum(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _describe(
    folder: Path, tables: list[Published], run: str, as_of: date, rules: str
) -> None:
    """Write `_publication`: one row a table, with what the publication is about."""
    published_at = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    with duck.connect() as connection:
        connection.execute(
            "create table publication (run varchar, as_of date, rules_hash varchar,"
            " published_at timestamp, table_name varchar, rows bigint,"
            " checksum varchar)"
        )
        connection.executemany(
            "insert into publication values (?, ?, ?, ?, ?, ?, ?)",
            [(run, as_of, rules, published_at, *table) for table in tables],
        )
        connection.execute(f"copy publication to {literal(folder / FACTS)}")


def _gather(folder: Path) -> None:
    """Write every table of the folder into one database file."""
    with duck.connect() as connection:
        connection.execute(f"attach {literal(folder / DATABASE)} as loyalty")
        for file in sorted(folder.glob("*.parquet")):
            connection.execute(
                f"create table loyalty.{file.stem} as from {duck.rows(file)}"
            )


def _switch(home: Home, run: str) -> None:
    link = home.root / ".published.new"
    link.unlink(missing_ok=True)
    link.symlink_to(home.publications.relative_to(home.root) / run)
    os.replace(link, home.published)


def _forget_oldest(home: Home) -> None:
    shown = home.published.resolve()
    folders = [f for f in home.publications.iterdir() if not f.name.startswith(".")]
    folders.sort(key=lambda folder: folder.stat().st_mtime_ns)
    for folder in folders[:-KEPT]:
        if folder.resolve() != shown:
            shutil.rmtree(folder)


def current(home: Home) -> list[tuple[object, ...]]:
    """The rows of the current publication's `_publication`, or none."""
    file = home.published / FACTS
    if not file.exists():
        return []
    with duck.connect() as connection:
        return connection.execute(f"from {duck.rows(file)}").fetchall()
