"""Publishing: a run's tables are written aside, and shown to readers in one step."""

import os
import shutil
from collections.abc import Callable, Collection
from pathlib import Path

from loyalty_pipeline.home.build import Build
from loyalty_pipeline.publishing import duckdb_file, files, switch
from loyalty_pipeline.publishing.facts import members_by_tier, write_facts
from loyalty_pipeline.publishing.publication import (
    FACTS,
    RULES,
    About,
    Publication,
    Published,
    write,
)


def nothing(_folder: Path) -> None:
    """Where tables are all that is published."""


def publish(
    build: Build,
    about: About,
    rules: str,
    tables: Collection[str],
    beside: Callable[[Path], None] = nothing,
) -> list[Published]:
    """Write these marts as a publication with its rules, and switch readers to it.

    `beside` writes what else belongs into its folder, once the tables are there.
    Readers see the previous publication until the last step, and then this one.
    """
    for left in build.publications.glob(".*.new"):
        shutil.rmtree(left)  # of a run that was killed while it published
    scratch = build.publications / f".{about.run}.new"
    scratch.mkdir(parents=True)
    try:
        duckdb_file.copy(build.marts, tables, scratch)
        published = files.export(scratch, tables)
        write_facts(scratch, about, published)
        duckdb_file.add(scratch / FACTS)
        write(scratch, Publication(about, published, members_by_tier(scratch)))
        (scratch / RULES).write_text(rules, encoding="utf-8")
        beside(scratch)
        os.replace(scratch, build.publications / about.run)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    switch.show(build, about.run)
    switch.forget_oldest(build)
    return published
