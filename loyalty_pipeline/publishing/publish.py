"""Publishing: a run's tables are written aside, and shown to readers in one step."""

import os
import shutil
from collections.abc import Iterable

from loyalty_pipeline.home.build import Build
from loyalty_pipeline.publishing import duckdb_file, files, switch
from loyalty_pipeline.publishing.facts import members_by_tier, write_facts
from loyalty_pipeline.publishing.publication import (
    RULES,
    About,
    Publication,
    Published,
    write,
)


def publish(
    build: Build, about: About, rules: str, tables: Iterable[str]
) -> list[Published]:
    """Write the named marts as a publication with its rules, and switch readers to it.

    Readers see the previous publication until the last step, and then this one.
    """
    for left in build.publications.glob(".*.new"):
        shutil.rmtree(left)  # of a run that was killed while it published
    scratch = build.publications / f".{about.run}.new"
    scratch.mkdir(parents=True)
    try:
        published = files.export(build.warehouse, tables, scratch)
        write_facts(scratch, about, published)
        write(scratch, Publication(about, published, members_by_tier(scratch)))
        (scratch / RULES).write_text(rules, encoding="utf-8")
        duckdb_file.gather(scratch)
        os.replace(scratch, build.publications / about.run)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    switch.show(build, about.run)
    switch.forget_oldest(build)
    return published
