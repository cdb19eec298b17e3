"""A feed that landed daily and no longer does is late; none else is."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.day_record import day_folder
from loyalty_pipeline.feeds.landing import LandingDay
from loyalty_pipeline.guard import suite_files
from loyalty_pipeline.guard.freshness import late, rule_of
from loyalty_pipeline.home.layout import Home
from tests.guard.staged_orders import suite

LAST = date(2025, 3, 20)


def _landed(*back: int, feed: str = "orders") -> list[LandingDay]:
    return [LandingDay(feed, LAST - timedelta(days=n), ()) for n in back]


def _late(home: Home, landed: list[LandingDay], after: int) -> list[str]:
    return [str(found) for found in late(home, landed, LAST + timedelta(days=after))]


@pytest.mark.parametrize(("after", "is_late"), [(0, False), (2, False), (3, True)])
def test_a_daily_feed_is_late_after_two_days(
    tmp_path: Path, after: int, is_late: bool
) -> None:
    says = (
        "orders landed daily until 2025-03-20, and not in the 3 days since:"
        " is its export still running?"
    )
    found = _late(Home(tmp_path), _landed(*range(14)), after)
    assert found == ([says] if is_late else [])


def test_a_feed_that_never_landed_is_not_late(tmp_path: Path) -> None:
    assert _late(Home(tmp_path), [], 99) == []


@pytest.mark.parametrize(
    "back",
    [
        range(12),  # for too short a time
        range(0, 60, 7),  # weekly
        [n for n in range(28) if n % 7 > 1],  # no weekends
        [*range(30, 60), 0],  # daily once, and then no longer
    ],
)
def test_a_feed_that_does_not_land_daily_is_never_late(
    tmp_path: Path, back: list[int]
) -> None:
    assert _late(Home(tmp_path), _landed(*back), 30) == []


def test_one_holiday_in_two_weeks_leaves_a_feed_daily(tmp_path: Path) -> None:
    assert _late(Home(tmp_path), _landed(*(n for n in range(15) if n != 5)), 3)


def test_days_that_have_left_the_landing_have_landed(tmp_path: Path) -> None:
    home = Home(tmp_path)
    for day in _landed(*range(14)):
        day_folder(home.lake, "orders", day.day).mkdir(parents=True)
    assert _late(home, [], 3)
    assert not _late(home, _landed(-2), 3)


def test_a_run_about_the_past_finds_nothing_late(tmp_path: Path) -> None:
    assert _late(Home(tmp_path), _landed(*range(20)), -30) == []


def test_every_feed_says_how_often_it_lands() -> None:
    assert {rule_of(feed) for feed in FEEDS} == {(2, 14)}


def test_the_suite_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = json.loads((suite_files.SUITES / "orders.json").read_text())
    weekly = rule["expectations"][-1]
    weekly["kwargs"]["max_value"] = 7
    suite(tmp_path, monkeypatch)
    assert rule_of("orders") is None
    assert _late(Home(tmp_path / "home"), _landed(*range(20)), 30) == []
    suite(tmp_path, monkeypatch, weekly)
    assert not _late(Home(tmp_path / "home"), _landed(*range(20)), 7)
    assert _late(Home(tmp_path / "home"), _landed(*range(20)), 8)
