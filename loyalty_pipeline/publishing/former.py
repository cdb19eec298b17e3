"""The last publication as the models see it, who say what has changed since."""

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from loyalty_pipeline import duck
from loyalty_pipeline.home import Home, replacing
from loyalty_pipeline.publishing.shown import current

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
    home.former.mkdir(parents=True, exist_ok=True)
    published = {name: home.published / f"{name}.parquet" for name in TABLES}
    for name, file in published.items():
        with replacing(home.former / file.name) as scratch:
            if _has(file, TABLES[name]):
                os.link(file.resolve(), scratch)
            else:
                _write(scratch, TABLES[name])
    about = current(home)
    known = about and _has(published["points_ledger"], TABLES["points_ledger"])
    with replacing(home.former / "publication.parquet") as scratch:
        rows = [(about[0].run, about[0].as_of)] if about and known else []
        _write(scratch, {"run": "VARCHAR", "as_of": "DATE"}, rows)


def _has(file: Path, columns: Columns) -> bool:
    if not file.exists():
        return False
    with duck.connect() as connection:
        found = connection.execute(f"describe from {duck.rows(file)}").fetchall()
    return columns.items() <= {row[0]: row[1] for row in found}.items()


def _write(file: Path, columns: Columns, rows: Sequence[tuple[str, date]] = ()) -> None:
    typed = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
    with duck.connect() as connection:
        connection.execute(f"create table former ({typed})")
        for row in rows:
            connection.execute("insert into former values (?, ?)", row)
        connection.execute(f"copy former to {duck.literal(file)} (format parquet)")
