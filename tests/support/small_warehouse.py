"""A small warehouse of marts for the tests of publications."""

from datetime import date
from pathlib import Path

import duckdb

from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.publishing.publication import DATABASE, About, Published
from loyalty_pipeline.publishing.publish import publish

AS_OF = date(2025, 1, 31)
TABLES = {"members", "points", "nothing"}
FILES = {f"{table}.parquet" for table in TABLES}
FILES |= {DATABASE, "_publication.json", "_publication.parquet", "_rules.json"}


def warehouse(home: Home, rows: int = 1_000) -> None:
    """Build the marts anew, and a table that is none of them."""
    home.root.mkdir(parents=True, exist_ok=True)
    Build(home).marts.unlink(missing_ok=True)
    built = home.root.parent / "built.duckdb"  # DuckDB never sees the home's odd name
    with duckdb.connect(str(built)) as connection:
        connection.execute(
            "create table members as select 'm' || i % 97 as member_id,"
            " case when i % 5 > 0 then i % 13 end as score, i as cents"
            f" from range({rows}) as r (i)"
        )
        connection.execute("create table points (entry varchar, points bigint)")
        connection.execute("insert into points values ('a', 1), ('a', 1), ('b', 2)")
        connection.execute("create table nothing (member_id varchar)")
        connection.execute("create table hidden as select 1 as secret")
    built.rename(Build(home).marts)


def published(home: Home, run: str = "run") -> list[Published]:
    return publish(Build(home), About(run, AS_OF, "rules", "inputs", ""), "{}", TABLES)


def checksums(home: Home, run: str) -> dict[str, str]:
    return {table.table: table.checksum for table in published(home, run)}


def rows(file: Path) -> list[tuple[object, ...]]:
    with file.open("rb"):
        return duckdb.execute("from read_parquet(?)", [str(file)]).fetchall()


def home_of(folder: Path) -> Home:
    home = Home(folder / "home")
    warehouse(home)
    return home


def left_over(home: Home) -> list[str]:
    """Scratch files anywhere in the home."""
    return [str(f) for f in home.root.rglob("*") if f.name.startswith(".")]
