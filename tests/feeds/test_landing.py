"""What counts as a landed day, and when it counts as changed."""

import os
from datetime import date
from pathlib import Path

import pytest

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.feeds.landing import LandingDay, landing_days
from tests.support.staged_rows import land, row, the_day


def known(root: Path) -> LandingDay:
    land(root, "orders", row("orders"), "a.parquet")
    land(root, "orders", row("orders"), "b.parquet")
    return the_day(root, "orders")


@pytest.mark.parametrize(
    "name",
    [
        "2025-01-02", "landed_on=20250102", "landed_on=2025-W01-4",
        "landed_on=2025-1-2",
        "landed_on=2025-02-30", "landed_on=", "landed_on=today", "Landed_On=2025-01-02",
        "landed_on=2025-01-02 ", "landed_on=landed_on=2025-01-02", "old",
    ],
)  # fmt: skip
def test_a_folder_that_is_no_landing_day_is_named(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "orders" / name
    folder.mkdir(parents=True)
    (folder / "rows.parquet").touch()
    with pytest.raises(LoyaltyError) as refusal:
        landing_days(tmp_path, "orders")
    assert refusal.value.where == str(folder)
    assert repr(name) in refusal.value.what


def test_a_feed_that_never_landed_has_no_days(tmp_path: Path) -> None:
    assert landing_days(tmp_path, "orders") == []
    assert landing_days(tmp_path / "nowhere", "orders") == []


def test_days_come_oldest_first(tmp_path: Path) -> None:
    days = [date(2025, 10, 1), date(2024, 12, 31), date(2025, 2, 28)]
    for day in days:
        land(tmp_path, "orders", row("orders"), day=day)
    found = landing_days(tmp_path / "landing", "orders")
    assert [landed.day for landed in found] == sorted(days)


@pytest.mark.parametrize("name", [".rows.parquet.new", "_SUCCESS", ".DS_Store", "_tmp"])
def test_hidden_files_are_no_part_of_a_day(tmp_path: Path, name: str) -> None:
    land(tmp_path, "orders", row("orders"), name)
    assert landing_days(tmp_path / "landing", "orders") == []
    land(tmp_path, "orders", row("orders"), "a.parquet")
    assert [f.name for f in the_day(tmp_path, "orders").files] == ["a.parquet"]


@pytest.mark.parametrize("name", [".trash", "_staging", ".landed_on=2025-01-02"])
def test_hidden_folders_are_no_days(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "orders" / name
    folder.mkdir(parents=True)
    (folder / "rows.parquet").touch()
    assert landing_days(tmp_path, "orders") == []


def test_an_unchanged_day_equals_itself(tmp_path: Path) -> None:
    day = known(tmp_path)
    assert day.equals(day.facts())


def test_a_touched_day_equals_itself(tmp_path: Path) -> None:
    day = known(tmp_path)
    facts = day.facts()
    os.utime(day.files[0], (1, 1))
    assert day.equals(facts)


def test_a_file_of_other_bytes_changes_the_day(tmp_path: Path) -> None:
    day = known(tmp_path)
    facts = day.facts()
    content = day.files[0].read_bytes()
    day.files[0].write_bytes(content[:-9] + b"x" + content[-8:])
    os.utime(day.files[0], (1, 1))
    assert not day.equals(facts)


def test_a_longer_file_changes_the_day_whatever_its_time(tmp_path: Path) -> None:
    day = known(tmp_path)
    facts = day.facts()
    time = day.files[0].stat().st_mtime_ns
    day.files[0].write_bytes(day.files[0].read_bytes() + b"x")
    os.utime(day.files[0], ns=(time, time))
    assert not day.equals(facts)


def test_a_file_more_or_less_or_renamed_changes_the_day(tmp_path: Path) -> None:
    facts = known(tmp_path).facts()
    land(tmp_path, "orders", row("orders"), "c.parquet")
    assert not the_day(tmp_path, "orders").equals(facts)
    last = the_day(tmp_path, "orders").files[-1]
    last.unlink()
    assert the_day(tmp_path, "orders").equals(facts)
    first = the_day(tmp_path, "orders").files[0]
    first.rename(first.with_name("aa.parquet"))
    assert not the_day(tmp_path, "orders").equals(facts)
    the_day(tmp_path, "orders").files[0].unlink()
    assert not the_day(tmp_path, "orders").equals(facts)
