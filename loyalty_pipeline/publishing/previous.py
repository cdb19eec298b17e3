"""The previous publication as the models see it, who say what has changed since."""

import os
import shutil
from pathlib import Path

from loyalty_pipeline import duck
from loyalty_pipeline.files import replacing
from loyalty_pipeline.home.build import Build
from loyalty_pipeline.publishing.current import current
from loyalty_pipeline.rules.tables.table import Table
from loyalty_pipeline.rules.tables.writer import write_table

Columns = dict[str, str]

# What the models read of each table, and how its columns are typed.
TABLES: dict[str, Columns] = {
    "points_ledger": {
        "entry_id": "VARCHAR",
        "member_id": "VARCHAR",
        "wallet": "VARCHAR",
        "entry_type": "VARCHAR",
        "points": "BIGINT",
        "occurred_at": "TIMESTAMP",
        "available_at": "TIMESTAMP",
        "expires_at": "TIMESTAMP",
    },
    "ledger_restatements": {
        "publication": "VARCHAR",
        "entry_id": "VARCHAR",
        "member_id": "VARCHAR",
        "wallet": "VARCHAR",
        "entry_type": "VARCHAR",
        "was": "BIGINT",
        "is": "BIGINT",
        "was_occurred_at": "TIMESTAMP",
        "is_occurred_at": "TIMESTAMP",
        "was_expires_at": "TIMESTAMP",
        "is_expires_at": "TIMESTAMP",
    },
    "tier_changes": {
        "sequence": "BIGINT",
        "member_id": "VARCHAR",
        "as_of": "DATE",
        "from_tier_code": "VARCHAR",
        "from_tier_rank": "INTEGER",
        "to_tier_code": "VARCHAR",
        "to_tier_rank": "INTEGER",
    },
    "benefit_changes": {
        "sequence": "BIGINT",
        "member_id": "VARCHAR",
        "benefit_code": "VARCHAR",
        "as_of": "DATE",
        "change": "VARCHAR",
        "kind": "VARCHAR",
        "value_bp": "BIGINT",
        "amount_cents": "BIGINT",
    },
}


def lay_out(build: Build) -> None:
    """Link the tables of the publication that readers see; before the first, none.

    A table that an older release did not publish, or not with these columns, is empty,
    and without its ledger a publication is none to compare with.
    """
    shutil.rmtree(build.folder / "former", ignore_errors=True)  # its name until now
    published = {name: build.published / f"{name}.parquet" for name in TABLES}
    known = {name for name, file in published.items() if _has(file, TABLES[name])}
    for name, columns in TABLES.items():
        file = build.previous / f"{name}.parquet"
        if name in known:
            with replacing(file) as scratch:
                os.link(published[name].resolve(), scratch)
        else:
            duck.write_parquet(file, duck.no_rows(columns))
    shown = current(build) if "points_ledger" in known else None
    rows = [(shown.about.run, shown.about.as_of)] if shown else []
    last = Table({"run": "VARCHAR", "as_of": "DATE"}, rows)
    write_table(build.previous / "publication.parquet", last)


def _has(file: Path, columns: Columns) -> bool:
    return columns.items() <= duck.columns(file).items()
