"""Where tables are built and published: the warehouse and what readers see."""

import os
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import duckdb

from loyalty_pipeline import duck
from loyalty_pipeline.files import digest
from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.doctor.problem import Problem
from loyalty_pipeline.publishing.publication import DATABASE, FACTS
from loyalty_pipeline.publishing.switch import show


def links(build: Build) -> Iterator[Problem]:
    """The link that readers follow, where it leads nowhere."""
    folders = [f for f in build.publications.glob("*") if not f.name.startswith(".")]
    if build.published.exists() or not (folders or build.published.is_symlink()):
        return
    folders.sort(key=lambda folder: folder.stat().st_mtime_ns, reverse=True)
    whole = next(filter(_is_whole, folders), None)
    what, where = "readers see nothing: `published` leads nowhere", str(build.published)
    if whole is None:
        yield Problem(what, where, "run again with --full-refresh")
    else:
        remedy = f"it leads to the newest whole publication, {whole.name}"
        yield Problem(what, where, remedy, partial(show, build, whole.name))


def warehouses(build: Build) -> Iterator[Problem]:
    """The warehouse and the marts' database, where one cannot be opened."""
    yield from _unopened(build.warehouse)
    yield from _unopened(build.marts)


def _unopened(database: Path) -> Iterator[Problem]:
    if not database.exists():
        return
    try:
        duck.connect(database).close()
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        if "lock on file" in reason:
            what, remedy = "the tables are open elsewhere", "end the process it names"
            yield Problem(f"{what}: {reason}", str(database), remedy)
            return
        yield Problem(
            f"the tables cannot be opened: {reason}",
            str(database),
            "it is moved aside; the next run with --full-refresh makes it anew",
            partial(_set_aside, database),
        )


def _is_whole(publication: Path) -> bool:
    facts = publication / FACTS
    with suppress(OSError, duckdb.Error), duck.connect() as connection:
        tables = connection.execute(
            f"select table_name, checksum from {duck.rows(facts)}"
        ).fetchall()
        return (
            bool(tables)
            and (publication / DATABASE).exists()
            and all(
                digest(publication / f"{table}.parquet") == checksum
                for table, checksum in tables
            )
        )
    return False


def _set_aside(warehouse: Path) -> None:
    for file in warehouse.parent.glob(f"{warehouse.name}*"):
        if not file.name.endswith(".spoiled"):
            os.replace(file, file.with_name(f"{file.name}.spoiled"))
