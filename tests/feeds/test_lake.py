"""The lake: days promoted whole, and columns for feeds that never landed."""

import os
from pathlib import Path

import duckdb

from loyalty_pipeline.feeds import lake
from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.day_record import day_folder, is_new, staged_days
from loyalty_pipeline.feeds.staging import stage
from loyalty_pipeline.home.layout import Home
from tests.support.staged_rows import DAY, land, promote, read, row, the_day


def ids(home: Home) -> list[object]:
    found = duckdb.execute(
        "select order_id from read_parquet(?) order by 1",
        [f"{home.lake}/orders/**/*.parquet"],
    )
    return [order for (order,) in found.fetchall()]


def rejected_orders(home: Home) -> list[object]:
    files = sorted((home.quarantine / "orders").glob("*.parquet"))
    return [row["reasons"] for file in files for row in read(file)]


def test_a_landed_day_is_new_until_it_is_promoted(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    file = land(tmp_path, "orders", row("orders"))
    assert is_new(home, the_day(tmp_path, "orders"))
    promote(tmp_path, home)
    assert not is_new(home, the_day(tmp_path, "orders"))
    os.utime(file, (1, 1))
    assert not is_new(home, the_day(tmp_path, "orders"))
    land(tmp_path, "orders", row("orders", order_id="'changed'"))
    assert is_new(home, the_day(tmp_path, "orders"))


def test_a_staged_day_alone_is_still_new(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    land(tmp_path, "orders", row("orders"))
    landed = the_day(tmp_path, "orders")
    stage(FEEDS["orders"], landed, day_folder(home.staging, "orders", DAY))
    assert is_new(home, landed)
    assert [day for day, _ in staged_days(home, "orders")] == [DAY]
    lake.clear_staging(home, "orders")
    assert list(staged_days(home, "orders")) == []


def test_a_day_is_replaced_whole(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    land(tmp_path, "orders", row("orders", order_id="'a'"), "1.parquet")
    land(tmp_path, "orders", row("orders", amount="'x'"), "2.parquet")
    promote(tmp_path, home)
    assert (ids(home), len(rejected_orders(home))) == (["a"], 1)
    for file in the_day(tmp_path, "orders").files:
        file.unlink()
    land(tmp_path, "orders", row("orders", order_id="'b'"), "3.parquet")
    promote(tmp_path, home)
    lake.ensure_columns(home)
    assert (ids(home), rejected_orders(home)) == (["b"], [])
    assert lake.quarantined_rows(home) == 0


def test_a_day_promoted_twice_is_there_once(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    land(tmp_path, "orders", row("orders"))
    promote(tmp_path, home)
    promote(tmp_path, home)
    assert ids(home) == ["o1"]
    assert not (home.staging / "orders" / f"landed_on={DAY}").exists()


def test_a_day_that_left_the_landing_stays_in_the_lake(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    file = land(tmp_path, "orders", row("orders"))
    promote(tmp_path, home)
    file.unlink()
    assert ids(home) == ["o1"]


def test_rejected_values_stay_outside_the_lake(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    land(tmp_path, "orders", row("orders", amount="'x'"))
    promote(tmp_path, home)
    lake.ensure_columns(home)
    (index,) = read(home.lake / "quarantine" / "orders" / f"{DAY}.parquet")
    (values,) = read(home.quarantine / "orders" / f"{DAY}.parquet")
    assert not {"original", "broken_rules"} & set(index)
    assert index["reasons"] == "amount is not a decimal with at most 2 places"
    assert values["reasons"] == "amount 'x' is not a decimal with at most 2 places"
    assert '"amount":"x"' in str(values["original"])
    assert lake.quarantined_rows(home) == 1
