"""Publishing that fails on the way, before the first run, and in odd folders."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.publishing.current import current
from tests.support.small_warehouse import (
    FILES,
    TABLES,
    home_of,
    left_over,
    published,
    warehouse,
)


def drop_warehouse(home: Home) -> None:
    Build(home).warehouse.unlink()


def spoil_warehouse(home: Home) -> None:
    Build(home).warehouse.write_bytes(b"no database")


def break_a_view(home: Home) -> None:
    with duckdb.connect(str(Build(home).warehouse)) as connection:
        connection.execute("create table base as select 1 as x")
        connection.execute(
            "drop table marts.points;"
            " create view marts.points as from base; drop table base"
        )


@pytest.mark.parametrize("harm", [drop_warehouse, spoil_warehouse, break_a_view])
def test_a_failure_on_the_way_leaves_the_previous_publication(
    tmp_path: Path, harm: Callable[[Home], None]
) -> None:
    home = home_of(tmp_path)
    published(home, "first")
    before = current(Build(home))
    harm(home)
    with pytest.raises(duckdb.Error):
        published(home, "second")
    assert current(Build(home)) == before
    assert Build(home).published.resolve().name == "first"
    assert [f.name for f in Build(home).publications.iterdir()] == ["first"]
    assert left_over(home) == []


def test_a_run_that_cannot_take_its_place_leaves_the_previous(tmp_path: Path) -> None:
    home = home_of(tmp_path)
    published(home, "first")
    with pytest.raises(OSError, match="first"):
        published(home, "first")
    assert {file.name for file in Build(home).published.iterdir()} == FILES
    assert left_over(home) == []


def test_before_the_first_run_nothing_is_published(tmp_path: Path) -> None:
    assert current(Build(Home(tmp_path / "home"))) is None


@pytest.mark.parametrize("folder", ["with space", "it's", "金", "[1]", 'a"b', "*"])
def test_a_home_may_lie_anywhere(tmp_path: Path, folder: str) -> None:
    home = Home(tmp_path / folder)
    warehouse(home)
    published(home)
    found = current(Build(home))
    assert found is not None
    assert {table.table for table in found.tables} == TABLES
