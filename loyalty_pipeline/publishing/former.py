"""The last publication as the models see it, who say what has changed since."""

import os
from pathlib import Path

from loyalty_pipeline import duck
from loyalty_pipeline.home import Home, replacing
from loyalty_pipeline.publishing.shown import current
from loyalty_pipeline.rules.rendering import write_table
from loyalty_pipeline.rules.tables import Table

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
        "points_before": "BIGINT",
        "points_after": "BIGINT",
        "occurred_at_before": "TIMESTAMP",
        "occurred_at_after": "TIMESTAMP",
        "expires_at_before": "TIMESTAMP",
        "expires_at_after": "TIMESTAMP",
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

# The names by which an older release published columns that have new ones.
_NAMED_BEFORE: dict[str, dict[str, str]] = {
    "ledger_restatements": {
        "points_before": "was",
        "points_after": "is",
        "occurred_at_before": "was_occurred_at",
        "occurred_at_after": "is_occurred_at",
        "expires_at_before": "was_expires_at",
        "expires_at_after": "is_expires_at",
    },
}


def lay_out(home: Home) -> None:
    """Lay out the tables of the publication that readers see; before the first, none.

    A file is linked, or written with the columns' names of today. A table that an older
    release did not publish, or not with all of these columns, is empty, and without its
    ledger a publication is none to compare with.
    """
    names = {name: _names(home.published / f"{name}.parquet", name) for name in TABLES}
    for name, columns in TABLES.items():
        published, path = home.published / f"{name}.parquet", _place(home, name)
        if not names[name]:
            write_table(path, Table(columns, []))
        elif names[name] == {column: column for column in columns}:
            with replacing(path) as scratch:
                os.link(published.resolve(), scratch)
        else:
            _write_renamed(published, path, names[name])
    shown = current(home) if names["points_ledger"] else None
    rows = [(shown[0].run, shown[0].as_of)] if shown else []
    last = Table({"run": "VARCHAR", "as_of": "DATE"}, rows)
    write_table(_place(home, "publication"), last)


def _place(home: Home, name: str) -> Path:
    return home.former / f"{name}.parquet"


def _names(file: Path, table: str) -> dict[str, str]:
    """What the file calls each column of the table; nothing unless it has them all."""
    if not file.exists():
        return {}
    with duck.connect() as connection:
        found = connection.execute(f"describe from {duck.rows(file)}").fetchall()
    types = {str(row[0]): str(row[1]) for row in found}
    before = _NAMED_BEFORE.get(table, {})
    names = {c: c if c in types else before.get(c, c) for c in TABLES[table]}
    has_all = all(types.get(names[c]) == kind for c, kind in TABLES[table].items())
    return names if has_all else {}


def _write_renamed(file: Path, path: Path, names: dict[str, str]) -> None:
    columns = ", ".join(f'"{before}" as {column}' for column, before in names.items())
    with replacing(path) as scratch, duck.connect() as connection:
        connection.execute(
            f"copy (select {columns} from {duck.rows(file)})"
            f" to {duck.literal(scratch)} (format parquet)"
        )
