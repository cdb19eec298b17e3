"""The lake's columns, for feeds that landed and feeds that never did."""

from pathlib import Path

import duckdb
import pytest

from loyalty_pipeline import duck
from loyalty_pipeline.feeds import lake
from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.home.layout import Home
from tests.support.staged_rows import SOUND, land, promote, read, row


@pytest.mark.parametrize("feed", SOUND)
def test_empty_columns_agree_with_those_of_data(tmp_path: Path, feed: str) -> None:
    home = Home(tmp_path / "home")
    land(tmp_path, feed, row(feed))
    promote(tmp_path, home, feed)
    lake.ensure_columns(home)
    described = [
        duckdb.execute("describe from read_parquet(?)", [str(file)]).fetchall()
        for file in sorted((home.lake / feed).rglob("*.parquet"))
    ]
    assert len(described) == 2
    assert described[0] == described[1]


@pytest.mark.parametrize("feed", [*FEEDS, "quarantine"])
def test_a_feed_that_never_landed_is_an_empty_table(tmp_path: Path, feed: str) -> None:
    home = Home(tmp_path / "home")
    lake.ensure_columns(home)
    assert read(home.lake / feed / lake.NO_ROWS) == []


def test_a_feed_that_landed_is_not_planned_as_an_empty_one(tmp_path: Path) -> None:
    """An earlier release's file of no rows came before the days."""
    home = Home(tmp_path / "home")
    land(tmp_path, "orders", row("orders"))
    promote(tmp_path, home)
    first = home.lake / "orders" / "columns.parquet"
    duck.write_parquet(first, duck.no_rows({"order_id": "VARCHAR"}))
    lake.ensure_columns(home)
    orders = duck.everything(home.lake / "orders")
    ((_, plan),) = duckdb.execute(f"explain select * from {orders}").fetchall()
    assert "~0 row" not in plan
    assert "~2 rows" in plan  # as many in each file as in the first


@pytest.mark.parametrize("folder", ["with space", "it's", "[1]", "金"])
def test_a_day_is_promoted_into_a_home_anywhere(tmp_path: Path, folder: str) -> None:
    home = Home(tmp_path / folder)
    land(tmp_path, "orders", row("orders"))
    promote(tmp_path, home)
    lake.ensure_columns(home)
    assert lake.quarantined_rows(home) == 0
