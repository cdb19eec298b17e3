"""The members' keys inside the engine, kept from build to build: a source of dbt."""

from pathlib import Path

from loyalty_pipeline import duck
from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home

_COLUMNS = {"member_id": "VARCHAR", "member_key": "INTEGER"}
_MODEL = "int_member_keys"


def lay_out(home: Home) -> None:
    """Write the table without a row, unless a build has kept its keys."""
    if not _file(home).exists():
        duck.write_parquet(_file(home), duck.no_rows(_COLUMNS))


def keep(build: Build) -> None:
    """Keep the keys of a build that has succeeded for those that follow.

    They are those kept before and some more; a table that lacks any of them is what an
    earlier build has left, and adds nothing.
    """
    file = _file(build.home)
    with duck.connect() as connection:
        warehouse = duck.literal(build.warehouse)
        connection.execute(f"attach {warehouse} as built (read_only)")
        known = connection.execute(
            "select 1 from duckdb_tables() where table_name = ?", [_MODEL]
        ).fetchall()
        if not known:
            return
        model = f"built.intermediate.{_MODEL}"
        lost = f"from {duck.rows(file)} except from {model}"
        if connection.execute(lost).fetchall():
            return
        names = ", ".join(_COLUMNS)
        ordered = f"(select {names} from {model} order by member_key)"
        duck.write_parquet(file, ordered, connection)


def _file(home: Home) -> Path:
    return home.keys / "members.parquet"
