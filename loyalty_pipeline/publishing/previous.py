"""The previous publication as the models see it, who say what has changed since."""

import os
import shutil
from pathlib import Path

from loyalty_pipeline import duck
from loyalty_pipeline.files import replacing
from loyalty_pipeline.home.build import Build
from loyalty_pipeline.publishing.current import current
from loyalty_pipeline.publishing.previous_tables import NAMED_BEFORE, TABLES
from loyalty_pipeline.rules.tables.table import Table
from loyalty_pipeline.rules.tables.writer import write_table


def lay_out(build: Build) -> None:
    """Lay out the tables of the publication that readers see; before the first, none.

    A file is linked, or written with the columns' names of today. A table that an older
    release did not publish, or not with all of these columns, is empty, and without its
    ledger a publication is none to compare with.
    """
    shutil.rmtree(build.folder / "former", ignore_errors=True)  # its name until now
    for table in TABLES:
        _lay_out_table(build, table)
    has_ledger = bool(_names(_published(build, "points_ledger"), "points_ledger"))
    shown = current(build) if has_ledger else None
    rows = [(shown.about.run, shown.about.as_of)] if shown else []
    last = Table({"run": "VARCHAR", "as_of": "DATE"}, rows)
    write_table(_laid_out(build, "publication"), last)


def _lay_out_table(build: Build, table: str) -> None:
    published, file = _published(build, table), _laid_out(build, table)
    names = _names(published, table)
    if not names:
        duck.write_parquet(file, duck.no_rows(TABLES[table]))
    elif all(today == then for today, then in names.items()):
        with replacing(file) as scratch:
            os.link(published.resolve(), scratch)
    else:
        named = ", ".join(f'"{then}" as {today}' for today, then in names.items())
        duck.write_parquet(file, f"(select {named} from {duck.rows(published)})")


def _published(build: Build, table: str) -> Path:
    return build.published / f"{table}.parquet"


def _laid_out(build: Build, table: str) -> Path:
    return build.previous / f"{table}.parquet"


def _names(file: Path, table: str) -> dict[str, str]:
    """What the file calls each column of the table; nothing unless it has them all."""
    columns, types = TABLES[table], duck.columns(file)
    then = NAMED_BEFORE.get(table, {})
    names = {name: name if name in types else then.get(name, name) for name in columns}
    has_all = all(types.get(names[name]) == kind for name, kind in columns.items())
    return names if has_all else {}
