"""Publications: the marts of one run as files, shown to readers in one step."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from loyalty_pipeline import duck
from loyalty_pipeline.duck import literal
from loyalty_pipeline.home.layout import Home, digest
from loyalty_pipeline.publishing.current import FACTS, RULES, About, Published

DATABASE = "loyalty.duckdb"
KEPT = 3


def publish(home: Home, about: About, rules: str) -> list[Published]:
    """Write the marts as a publication, with its rules, and point `published` at it.

    Each table is written in the order of its columns, so that equal tables are equal
    files. Readers see the former publication until the last step, and then this one.
    """
    for left in home.publications.glob(".*.new"):
        shutil.rmtree(left)  # of a run that was killed while it published
    scratch = home.publications / f".{about.run}.new"
    scratch.mkdir(parents=True)
    try:
        tables = _export(home.warehouse, scratch)
        _describe(scratch, tables, about)
        (scratch / RULES).write_text(rules, encoding="utf-8")
        _gather(scratch)
        os.replace(scratch, home.publications / about.run)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    show(home, about.run)
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
            tables.append(Published(table, rows, digest(file)))
    return tables


def _describe(folder: Path, tables: list[Published], about: About) -> None:
    """Write `_publication`: one row a table, with what the publication is about."""
    published_at = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    with duck.connect() as connection:
        connection.execute(
            "create table publication (run varchar, as_of date, rules_hash varchar,"
            " inputs_hash varchar, released varchar, published_at timestamp,"
            " table_name varchar, rows bigint, checksum varchar)"
        )
        connection.executemany(
            "insert into publication values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(*about, published_at, *table) for table in tables],
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


def show(home: Home, run: str) -> None:
    """Point `published` at the publication of a run, in one step."""
    link = home.build / ".published.new"
    link.unlink(missing_ok=True)
    link.symlink_to(home.publications.relative_to(home.build) / run)
    os.replace(link, home.published)


def _forget_oldest(home: Home) -> None:
    shown = home.published.resolve()
    folders = [f for f in home.publications.iterdir() if not f.name.startswith(".")]
    folders.sort(key=lambda folder: folder.stat().st_mtime_ns)
    for folder in folders[:-KEPT]:
        if folder.resolve() != shown:
            shutil.rmtree(folder)
