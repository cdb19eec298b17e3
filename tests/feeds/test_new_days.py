"""Which landing days are new, and which landings are refused."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.feeds.day_record import (
    accepted,
    day_folder,
    read_record,
    record_files,
)
from loyalty_pipeline.feeds.landing import LandingDay
from loyalty_pipeline.feeds.new_days import (
    Landed,
    landed,
    read_again,
    refuse_odd_landing,
)
from loyalty_pipeline.home.layout import Home
from tests.support.staged_rows import DAY, land, promote, row

LAST = date(2025, 1, 3)


def _days(*days: date) -> tuple[LandingDay, ...]:
    return tuple(LandingDay("orders", day, ()) for day in days)


def test_a_day_is_new_until_the_lake_has_it(tmp_path: Path) -> None:
    home, landing = Home(tmp_path / "home"), tmp_path / "landing"
    land(tmp_path, "orders", row("orders"))
    found = landed(home, landing)
    assert [(new.feed, new.day) for new in found.new] == [("orders", DAY)]
    promote(tmp_path, home)
    found = landed(home, landing)
    assert (len(found.days), found.new) == (1, ())


def test_a_day_that_landed_again_is_new(tmp_path: Path) -> None:
    home, landing = Home(tmp_path / "home"), tmp_path / "landing"
    land(tmp_path, "orders", row("orders"))
    promote(tmp_path, home)
    land(tmp_path, "orders", row("orders", order_id="'o2'"))
    assert [new.day for new in landed(home, landing).new] == [DAY]


def test_a_day_is_read_again_if_it_is_asked_for_by_its_range_alone(
    tmp_path: Path,
) -> None:
    home, landing = Home(tmp_path / "home"), tmp_path / "landing"
    land(tmp_path, "orders", row("orders"))
    promote(tmp_path, home)
    read_again(home, landing, DAY + timedelta(days=1), LAST + timedelta(days=9))
    assert landed(home, landing).new == ()
    read_again(home, landing, DAY, DAY)
    assert [new.day for new in landed(home, landing).new] == [DAY]


def test_a_day_that_is_read_again_is_still_known_with_its_rows(tmp_path: Path) -> None:
    home, landing = Home(tmp_path / "home"), tmp_path / "landing"
    land(tmp_path, "orders", row("orders"))
    promote(tmp_path, home)
    read_again(home, landing, DAY, DAY)
    known = read_record(day_folder(home.lake, "orders", DAY))
    assert known is not None
    assert accepted(known) == 1
    promote(tmp_path, home)
    assert landed(home, landing).new == ()


def test_a_day_that_has_left_the_landing_cannot_be_read_again(tmp_path: Path) -> None:
    home, landing = Home(tmp_path / "home"), tmp_path / "landing"
    file = land(tmp_path, "orders", row("orders"))
    promote(tmp_path, home)
    file.unlink()
    before = record_files(home)
    read_again(home, landing, DAY, DAY)
    assert record_files(home) == before != []


def test_the_key_changes_with_what_is_new_and_with_a_release(tmp_path: Path) -> None:
    home, landing = Home(tmp_path / "home"), tmp_path / "landing"
    land(tmp_path, "orders", row("orders"))
    key = landed(home, landing).key([])
    assert landed(home, landing).key([]) == key
    assert landed(home, landing).key(["orders of a day"]) != key
    land(tmp_path, "orders", row("orders"), "more.parquet")
    assert landed(home, landing).key([]) != key


@pytest.mark.parametrize("missing", ["members", "orders"])
def test_a_landing_without_a_required_feed_is_refused(
    tmp_path: Path, missing: str
) -> None:
    present = "orders" if missing == "members" else "members"
    found = Landed((LandingDay(present, DAY, ()),), ())
    with pytest.raises(LoyaltyError, match=f"no {missing} have landed") as refused:
        refuse_odd_landing(tmp_path, found)
    assert refused.value.where == str(tmp_path / missing)


def _with_members(day: date) -> Landed:
    return Landed((LandingDay("members", DAY, ()), *_days(day)), ())


@pytest.mark.parametrize("ahead", [2, 400])
def test_a_day_after_tomorrow_is_refused(tmp_path: Path, ahead: int) -> None:
    day = datetime.now(UTC).date() + timedelta(days=ahead)
    with pytest.raises(LoyaltyError, match=f"orders landed on {day}") as refused:
        refuse_odd_landing(tmp_path, _with_members(day))
    assert refused.value.where == str(tmp_path / "orders")


def test_days_from_2000_to_today_are_taken(tmp_path: Path) -> None:
    for day in (date(2000, 1, 1), datetime.now(UTC).date()):
        refuse_odd_landing(tmp_path, _with_members(day))
    with pytest.raises(LoyaltyError, match="1999-12-31"):
        refuse_odd_landing(tmp_path, _with_members(date(1999, 12, 31)))
