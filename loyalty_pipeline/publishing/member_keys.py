"""The members' keys inside the engine, kept from build to build: a source of dbt."""

from pathlib import Path

from loyalty_pipeline import duck
from loyalty_pipeline.home import Home, replacing
from loyalty_pipeline.rules.rendering import write_table
from loyalty_pipeline.rules.tables import Table

_COLUMNS = {"member_id": "VARCHAR", "member_key": "INTEGER"}
_MODEL = "int_member_keys"


def lay_out(home: Home) -> None:
    """Write the table without a row, unless a build has kept its keys."""
    if not _file(home).exists():
        write_table(_file(home), Table(_COLUMNS, []))


def keep(home: Home) -> None:
    """Keep the keys of a build that has succeeded for those that follow.

    They are those kept before and some more; a table that lacks any of them is what an
    earlier build has left, and adds nothing.
    """
    with duck.connect() as connection:
        connection.execute(
            f"attach {duck.literal(home.warehouse)} as built (read_only)"
        )
        known = connection.execute(
            "select 1 from duckdb_tables() where table_name = ?", [_MODEL]
        ).fetchall()
        if not known:
            return
        model = f"built.intermediate.{_MODEL}"
        kept = duck.rows(_file(home))
        if connection.execute(f"from {kept} except from {model}").fetchall():
            return
        with replacing(_file(home)) as scratch:
            connection.execute(
                f"copy (select {', '.join(_COLUMNS)} from {model} order by member_key)"
                f" to {duck.literal(scratch)} (format parquet)"
            )


def _file(home: Home) -> Path:
    return home.keys / "members.parquet"
