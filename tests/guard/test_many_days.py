"""Many staged days judged in one validation: each by itself, as if it were alone."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.feeds.catalog import ORDERS
from loyalty_pipeline.guard import staged_rows, suites
from loyalty_pipeline.guard.many_days import check_days
from loyalty_pipeline.guard.suites import check
from loyalty_pipeline.home.layout import Home
from tests.guard.staged_orders import (
    DAY,
    accepted_file,
    expectation,
    free_below,
    positive,
    staged,
    suite,
)

_CANCELLED = "case when i % 3 > 0 then 'cancelled' end"


def _days(home: Home) -> dict[date, Path]:
    """Of 10 orders 0 to 7 are free; then a day without any, and one of bad ones."""
    for free in range(8):
        changed = {"amount": free_below(free), "status": _CANCELLED}
        staged(home, 10, DAY + timedelta(free), **changed)
    staged(home, 0, DAY + timedelta(8))
    staged(home, 10, DAY + timedelta(9), amount="'x'")
    days = [DAY + timedelta(number) for number in range(10)]
    return {day: accepted_file(home, day) for day in days}


def _alone(days: dict[date, Path]) -> dict[date, list[suites.Promise]]:
    return {day: check(ORDERS, file) for day, file in days.items()}


def test_each_day_of_many_is_judged_as_if_it_were_alone(tmp_path: Path) -> None:
    days = _days(Home(tmp_path))
    together, alone = check_days(ORDERS, days), _alone(days)
    assert together == alone
    assert {day for day, found in together.items() if not found[0].is_kept} == {
        DAY + timedelta(number) for number in range(1, 8)
    }


def test_values_that_are_missing_are_not_judged_on_any_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_set: dict[str, Any] = {"column": "channel", "value_set": ["web"], "mostly": 0.5}
    known = expectation("expect_column_values_to_be_in_set", **in_set)
    suite(tmp_path, monkeypatch, known, positive(0.9))
    home = Home(tmp_path)
    staged(home, 10, channel="case when i < 4 then 'web' when i < 7 then 'shop' end")
    staged(home, 10, DAY + timedelta(1), channel="case when i < 4 then 'shop' end")
    days = {day: accepted_file(home, day) for day in (DAY, DAY + timedelta(1))}
    found = check_days(ORDERS, days)
    assert found == _alone(days)
    judged = [(p[0].broken, p[0].judged) for p in found.values()]
    assert judged == [(3, 7), (4, 4)]


def test_days_over_several_chunks_are_counted_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staged_rows, "VECTORS_A_CHUNK", 1)
    home = Home(tmp_path)
    for number in range(3):
        staged(home, 3000, DAY + timedelta(number), amount=free_below(1000 * number))
    days = [DAY + timedelta(number) for number in range(3)]
    found = check_days(ORDERS, {day: accepted_file(home, day) for day in days})
    counts = [(promises[0].broken, promises[0].judged) for promises in found.values()]
    assert counts == [(0, 3000), (1000, 3000), (2000, 3000)]


def test_an_expectation_about_more_columns_than_one_is_judged_day_by_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = expectation(
        "expect_column_pair_values_a_to_be_greater_than_b",
        column_A="amount_cents",
        column_B="row_position",
    )
    suite(tmp_path, monkeypatch, pair, positive(0.9))
    home = Home(tmp_path)
    staged(home, 10, amount=free_below(2))
    staged(home, 10, DAY + timedelta(1))
    days = {day: accepted_file(home, day) for day in (DAY, DAY + timedelta(1))}
    assert check_days(ORDERS, days) == _alone(days)


def test_an_expectation_that_fails_itself_is_no_verdict_on_any_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_ids = expectation(
        "expect_column_values_to_be_between", column="order_id", min_value=1
    )
    suite(tmp_path, monkeypatch, of_ids)
    home = Home(tmp_path)
    staged(home, 10)
    staged(home, 10, DAY + timedelta(1))
    days = {day: accepted_file(home, day) for day in (DAY, DAY + timedelta(1))}
    with pytest.raises(LoyaltyError, match="could not be evaluated"):
        check_days(ORDERS, days)


def test_where_no_day_is_new_none_is_judged() -> None:
    assert check_days(ORDERS, {}) == {}
