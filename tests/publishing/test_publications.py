"""Publications: whole, in one step, true about themselves, and the last three."""

import hashlib
from datetime import datetime
from pathlib import Path
from threading import Event, Thread

import duckdb
import pytest

from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.publishing.current import current
from loyalty_pipeline.publishing.facts import write_facts
from loyalty_pipeline.publishing.publication import (
    DATABASE,
    FACTS,
    About,
    Publication,
    Published,
)
from tests.support.small_warehouse import (
    AS_OF,
    FILES,
    TABLES,
    checksums,
    home_of,
    left_over,
    published,
    rows,
    warehouse,
)
from tests.support.staged_rows import read


def test_a_publication_holds_every_mart_and_nothing_else(tmp_path: Path) -> None:
    home = home_of(tmp_path)
    published(home)
    assert {file.name for file in Build(home).published.iterdir()} == FILES
    assert left_over(home) == []
    with duckdb.connect(
        str(Build(home).published / DATABASE), read_only=True
    ) as database:
        found = database.execute("select table_name from duckdb_tables()").fetchall()
        assert {name for (name,) in found} == {*TABLES, "_publication"}
        for table in TABLES:
            gathered = database.execute(f"from {table}").fetchall()
            assert gathered == rows(Build(home).published / f"{table}.parquet")


TOTALS = ("count_read", "count_rejected", "count_accepted", "count_superseded")


@pytest.mark.parametrize(
    ("superseded", "total"), [(["2", "1"], 3), (["2", "null"], None)]
)
def test_a_publication_says_what_became_of_all_rows(
    tmp_path: Path, superseded: list[str], total: int | None
) -> None:
    """Of what a release has not counted, the sum is unknown."""
    files = " union all ".join(
        f"select 10 as count_read, 3 as count_rejected, 7 as count_accepted,"
        f" cast({old} as bigint) as count_superseded"
        for old in superseded
    )
    duckdb.execute(f"copy ({files}) to '{tmp_path / 'landed_files.parquet'}'")
    write_facts(tmp_path, About("r", AS_OF, "", "", ""), [Published("t", 0, "x")])
    (row,) = read(tmp_path / FACTS)
    assert [row[name] for name in TOTALS] == [20, 6, 14, total]


def test_a_publication_is_true_about_itself(tmp_path: Path) -> None:
    home = home_of(tmp_path)
    told = published(home, "2025-01-31-abc")
    described = read(Build(home).published / FACTS)
    about = About("2025-01-31-abc", AS_OF, "rules", "inputs", "")
    assert current(Build(home)) == Publication(about, told)
    assert {row["table_name"] for row in described} == TABLES
    for row in described:
        table = str(row["table_name"])
        file = Build(home).published / f"{table}.parquet"
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        counted = Published(table, rows=len(rows(file)), checksum=digest)
        assert counted in told
        assert isinstance(row.pop("published_at"), datetime)
        assert row == {
            **about._asdict(),
            "table_name": counted.table,
            "rows": counted.rows,
            "checksum": counted.checksum,
            **dict.fromkeys(TOTALS),  # no table of landed files is published here
        }


@pytest.mark.parametrize("number", [0, 1_000, 300_000])
def test_equal_marts_have_equal_checksums(tmp_path: Path, number: int) -> None:
    home = Home(tmp_path / "home")
    found = []
    for run in ("first", "second"):
        warehouse(home, number)
        found.append(checksums(home, run))
    assert found[0] == found[1]


def test_other_marts_have_other_checksums(tmp_path: Path) -> None:
    home = home_of(tmp_path)
    before = checksums(home, "a")
    warehouse(home, 1_001)
    after = checksums(home, "b")
    assert before["members"] != after["members"]
    assert before["points"] == after["points"]


def test_the_last_three_publications_are_kept(tmp_path: Path) -> None:
    home = home_of(tmp_path)
    for run in "abcde":
        published(home, run)
    assert sorted(f.name for f in Build(home).publications.iterdir()) == ["c", "d", "e"]
    assert Build(home).published.resolve().name == "e"


def test_the_link_still_holds_where_the_home_is_moved(tmp_path: Path) -> None:
    home = home_of(tmp_path)
    published(home)
    moved = Home(home.root.rename(tmp_path / "moved"))
    assert current(Build(moved)) is not None


def test_readers_always_see_a_whole_publication(tmp_path: Path) -> None:
    home = home_of(tmp_path)
    published(home, "first")
    done, seen, torn = Event(), set[str](), list[str]()

    def watch() -> None:
        while not done.is_set():
            folder = home.root / Build(home).published.readlink()
            files = (
                {file.name for file in folder.iterdir()} if folder.exists() else set()
            )
            seen.add(folder.name)
            if files != FILES:
                torn.append(folder.name)

    watcher = Thread(target=watch)
    watcher.start()
    for run in ("second", "third"):
        published(home, run)
    done.set()
    watcher.join()
    assert torn == []
    assert seen <= {"first", "second", "third"}
