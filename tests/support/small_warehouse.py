"""A small warehouse of marts for the tests of publications."""

from datetime import date
from pathlib import Path

import duckdb

from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.publishing.catalogue import PublishedTable
from loyalty_pipeline.publishing.publication import DATABASE, About, Published
from loyalty_pipeline.publishing.publish import publish

AS_OF = date(2025, 1, 31)
PUBLISHED = [
    PublishedTable("members", ("member_id", "score", "cents")),
    PublishedTable("points", ("entry", "points")),
    PublishedTable("nothing", ("member_id",)),
]
TABLES = {table.name for table in PUBLISHED}
FILES = {f"{table}.parquet" for table in TABLES}
FILES |= {DATABASE, "_publication.json", "_publication.parquet", "_rules.json"}


def warehouse(home: Home, rows: int = 1_000, order: str = "i") -> None:
    """Build the marts anew, their rows inserted in some order."""
    home.root.mkdir(parents=True, exist_ok=True)
    Build(home).warehouse.unlink(missing_ok=True)
    built = home.root.parent / "built.duckdb"  # DuckDB never sees the home's odd name
    with duckdb.connect(str(built)) as connection:
        connection.execute("create schema marts; create schema other")
        connection.execute(
            "create table marts.members as select 'm' || i % 97 as member_id,"
            " case when i % 5 > 0 then i % 13 end as score, i as cents"
            f" from range({rows}) as r (i) order by {order}"
        )
        connection.execute("create table marts.points (entry varchar, points bigint)")
        connection.execute(
            "insert into marts.points values ('b', 2), ('a', 1), ('a', 1)"
        )
        connection.execute("create table marts.nothing (member_id varchar)")
        connection.execute("create table other.hidden as select 1 as secret")
    built.rename(Build(home).warehouse)


def published(home: Home, run: str = "run") -> list[Published]:
    return publish(
        Build(home), About(run, AS_OF, "rules", "inputs", ""), "{}", PUBLISHED
    )


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
