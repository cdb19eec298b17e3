"""The last publication as the models see it, who say what has changed since."""

import os
from pathlib import Path

from loyalty_pipeline import duck
from loyalty_pipeline.home.layout import Home, replacing
from loyalty_pipeline.publishing.current import current
from loyalty_pipeline.rules.tables.programme import Table
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


def lay_out(home: Home) -> None:
    """Link the tables of the publication that readers see; before the first, none.

    A table that an older release did not publish, or not with these columns, is empty,
    and without its ledger a publication is none to compare with.
    """
    published = {name: home.published / f"{name}.parquet" for name in TABLES}
    known = {name for name, file in published.items() if _has(file, TABLES[name])}
    for name, columns in TABLES.items():
        path = home.former / f"{name}.parquet"
        if name in known:
            with replacing(path) as scratch:
                os.link(published[name].resolve(), scratch)
        else:
            write_table(path, Table(columns, []))
    shown = current(home) if "points_ledger" in known else None
    rows = [(shown[0].run, shown[0].as_of)] if shown else []
    last = Table({"run": "VARCHAR", "as_of": "DATE"}, rows)
    write_table(home.former / "publication.parquet", last)


def _has(file: Path, columns: Columns) -> bool:
    if not file.exists():
        return False
    with duck.connect() as connection:
        found = connection.execute(f"describe from {duck.rows(file)}").fetchall()
    return columns.items() <= {row[0]: row[1] for row in found}.items()
