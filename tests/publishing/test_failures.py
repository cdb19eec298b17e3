"""Publishing that fails on the way, before the first run, and in odd folders."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from loyalty_pipeline.errors import LoyaltyError
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


def drop_marts(home: Home) -> None:
    Build(home).marts.unlink()


def spoil_marts(home: Home) -> None:
    Build(home).marts.write_bytes(b"no database")


def drop_a_mart(home: Home) -> None:
    with duckdb.connect(str(Build(home).marts)) as connection:
        connection.execute("drop table points")


@pytest.mark.parametrize("harm", [drop_marts, drop_a_mart, spoil_marts])
def test_a_failure_on_the_way_leaves_the_previous_publication(
    tmp_path: Path, harm: Callable[[Home], None]
) -> None:
    home = home_of(tmp_path)
    published(home, "first")
    before = current(Build(home))
    harm(home)
    with pytest.raises((LoyaltyError, duckdb.Error)):
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


def test_a_mart_that_was_not_built_is_named(tmp_path: Path) -> None:
    home = home_of(tmp_path)
    drop_a_mart(home)
    with pytest.raises(LoyaltyError, match="not every mart has been built: points"):
        published(home)
