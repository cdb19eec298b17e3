"""What holds a day beside the days before it: each rule, on a small and a large day."""

from pathlib import Path

import pytest

from loyalty_pipeline.feeds.new_days import read_again
from loyalty_pipeline.guard import held_days
from loyalty_pipeline.home.layout import Home
from tests.guard.judged_days import (
    judged,
    land,
    land_files,
    on,
    orders,
    usual_days,
    verdict,
    with_column,
)

_STATUS = with_column(orders(3), "status", "completed")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def _free(free: int, rows: int) -> str:
    paid = orders(rows - free, key="p").splitlines()[1:]
    return orders(free, amount="0") + "\n".join(paid) + "\n"


def test_one_free_order_of_eight_passes_with_a_warning(home: Home) -> None:
    found = verdict(home, on(0), new=_free(1, 8))
    assert found.held == []
    (said,) = found.warned
    assert "1 of 8 rows break it" in said
    assert "fewer than 20 rows are concerned" in said


def test_three_hundred_free_orders_of_a_thousand_hold_the_day(home: Home) -> None:
    (said,) = verdict(home, on(0), new=_free(300, 1_000)).held
    assert "orders landed on 2024-03-01: At least 95 % of a day's orders cost" in said
    assert "300 of 1,000 rows break it" in said


def test_amounts_in_dong_are_no_fault(home: Home) -> None:
    assert verdict(home, on(0), new=orders(100, amount="99000000")).is_clean


def test_a_file_of_cancellations_alone_passes(home: Home) -> None:
    assert verdict(home, on(0), new=_STATUS).is_clean
    gone = with_column(orders(1), "status", "cancelled")
    assert verdict(home, on(1), new=gone).is_clean


def _bad(bad: int, rows: int) -> str:
    sound = orders(rows - bad, key="p").splitlines()[1:]
    return orders(bad, amount="free") + "\n".join(sound) + "\n"


@pytest.mark.parametrize(("bad", "rows"), [(1, 3), (2, 20), (9, 20), (4, 6)])
def test_few_rejected_rows_are_only_warned_of(home: Home, bad: int, rows: int) -> None:
    found = verdict(home, on(0), new=_bad(bad, rows))
    assert found.held == []
    (said,) = found.warned
    assert f"orders landed on 2024-03-01: {bad} of {rows} rows are refused" in said
    assert "amount" in said


@pytest.mark.parametrize(("bad", "rows"), [(10, 100), (20, 100), (5, 9), (51, 1_000)])
def test_many_rejected_rows_hold_the_day(home: Home, bad: int, rows: int) -> None:
    (said,) = verdict(home, on(0), new=_bad(bad, rows)).held
    assert f"{bad} of {rows:,} rows are refused" in said


@pytest.mark.parametrize(("bad", "rows"), [(1, 20), (5, 100), (50, 1_000)])
def test_five_in_a_hundred_are_not_even_warned_of(
    home: Home, bad: int, rows: int
) -> None:
    assert verdict(home, on(0), new=_bad(bad, rows)).is_clean


def test_a_day_of_which_nothing_can_be_read_is_held_however_small(home: Home) -> None:
    (said,) = verdict(home, on(0), new=_bad(1, 1)).held
    assert "nothing can be read: 1 of 1 rows are refused" in said
    held = verdict(home, on(1), new="nonsense").held
    assert any("nothing can be read" in said for said in held)


def test_an_empty_file_with_a_header_is_no_fault(home: Home) -> None:
    assert verdict(home, on(0), new=orders(0)).is_clean


def test_files_that_cannot_be_read_count_by_their_bytes(home: Home) -> None:
    found = verdict(home, on(0), new=orders(1_000), odd="x" * 3_000)
    (said,) = found.held
    assert "files with 3,000 of" in said
    found = verdict(home, on(1), new=orders(1_000), odd="x" * 300)
    assert found.held == []


def test_a_day_of_half_the_usual_rows_is_held_also_after_a_good_one(home: Home) -> None:
    usual_days(home, 7, orders(100))
    (said,) = verdict(home, on(7), new=orders(50)).held
    assert "50 rows, where the days before had 100" in said
    assert verdict(home, on(8), new=orders(100)).is_clean
    assert [held["day"] for held in held_days.held_days(home)] == [str(on(7))]


def test_a_small_day_of_half_the_usual_rows_is_only_warned_of(home: Home) -> None:
    usual_days(home, 7, orders(30))
    found = verdict(home, on(7), new=orders(15))
    assert found.held == []
    assert "15 rows, where the days before had 30" in found.warned[0]


def test_a_little_more_than_half_of_the_usual_rows_is_no_fault(home: Home) -> None:
    usual_days(home, 7, orders(100))
    assert verdict(home, on(7), new=orders(51)).is_clean


def test_few_days_do_not_tell_what_is_usual(home: Home) -> None:
    usual_days(home, 6, orders(100))
    found = verdict(home, on(6), new=orders(50))
    assert found.held == []
    assert "50 rows, where the days before had 100" in found.warned[0]


def test_a_weekday_of_its_own_is_usual(home: Home) -> None:
    for number in range(21):
        rows = 20 if on(number).weekday() == 6 else 100
        assert not verdict(home, on(number), new=orders(rows)).held
    assert verdict(home, on(21), new=orders(20)).held  # a Friday


def test_ten_times_the_usual_rows_are_warned_of(home: Home) -> None:
    usual_days(home, 7, orders(50))
    found = verdict(home, on(7), new=orders(501))
    assert found.held == []
    assert "501 rows, where the days before had 50" in found.warned[0]


def test_a_released_day_is_usual_from_then_on(home: Home) -> None:
    usual_days(home, 7, orders(100))
    assert verdict(home, on(7), new=orders(40)).held
    held_days.release(home, on(7))
    judged(home, on(7))
    assert verdict(home, on(8), new=orders(41)).is_clean


@pytest.mark.parametrize("amount", ["500", "0.05"])
def test_amounts_in_another_unit_hold_the_day_from_the_second_on(
    home: Home, amount: str
) -> None:
    usual_days(home, 1, orders(30))
    found = verdict(home, on(1), new=orders(30, amount=amount))
    assert "half of the 30 values of amount_cents in CNY are at most" in found.held[0]


def test_amounts_that_drift_hold_the_day_once_three_days_are_known(home: Home) -> None:
    usual_days(home, 2, orders(30))
    assert verdict(home, on(2), new=orders(30, amount="30")).is_clean
    assert verdict(home, on(3), new=orders(30, amount="3")).is_clean
    found = verdict(home, on(4), new=orders(30, amount="50"))
    assert any("amount_cents" in said for said in found.held)


def test_few_amounts_that_drift_are_only_warned_of(home: Home) -> None:
    usual_days(home, 3, orders(30))
    found = verdict(home, on(3), new=orders(10, amount="500"))
    assert found.held == []
    assert any("amount_cents" in said for said in found.warned)


def test_another_currency_is_not_compared(home: Home) -> None:
    usual_days(home, 3, orders(30))
    dong = orders(30, amount="125000").replace("CNY", "VND")
    assert verdict(home, on(3), new=dong).is_clean


def test_a_tenth_of_the_orders_in_another_unit_is_seen(home: Home) -> None:
    usual_days(home, 3, orders(60))
    mixed = orders(53) + "\n".join(orders(7, "500", "c").splitlines()[1:]) + "\n"
    (said,) = verdict(home, on(3), new=mixed).held
    assert "nine tenths of the 60 values" in said


def test_a_renamed_column_holds_the_day(home: Home) -> None:
    verdict(home, on(1), new=_STATUS)
    renamed = _STATUS.replace("status", "order_status")
    (said,) = verdict(home, on(2), new=renamed).held
    assert said.startswith(
        "orders landed on 2024-03-03: the column status, which all days before had,"
        " is gone (order_status is new)"
    )


def test_a_column_that_is_gone_holds_the_day_after_it_too(home: Home) -> None:
    verdict(home, on(0), new=_STATUS)
    for day in (on(1), on(2)):
        land(home, day, new=orders(3))
    found = judged(home, on(1), on(2))
    assert [len(each.held) for each in found.values()] == [1, 1]


def test_a_column_whose_loss_was_let_in_is_missed_no_more(home: Home) -> None:
    usual_days(home, 3, _STATUS)
    assert verdict(home, on(3), new=orders(3)).held
    held_days.release(home, on(3))
    judged(home, on(3))
    assert verdict(home, on(4), new=orders(3)).is_clean


def test_a_column_that_one_of_two_files_lacks_is_gone(home: Home) -> None:
    verdict(home, on(0), new=_STATUS)
    (said,) = verdict(home, on(1), a=_STATUS, b=orders(1)).held
    assert "the column status" in said


def test_a_column_that_not_all_earlier_days_had_is_not_missed(home: Home) -> None:
    usual_days(home, 2, orders(3))
    verdict(home, on(2), new=_STATUS)
    assert verdict(home, on(3), new=orders(3)).is_clean


def test_a_column_that_nearly_all_of_many_days_had_is_missed(home: Home) -> None:
    for number in range(21):
        text = orders(3) if number == 0 else _STATUS
        assert not verdict(home, on(number), new=text).held
    assert verdict(home, on(21), new=orders(3)).held


def test_withdrawals_alone_lack_no_column(home: Home) -> None:
    verdict(home, on(0), new=_STATUS)
    gone = with_column(orders(2), "deleted_at", "2024-03-02 10:00:00")
    assert verdict(home, on(1), new=gone).is_clean


def _lines(rows: int, **more: str) -> str:
    given = "".join(f', "{name}": "{value}"' for name, value in more.items())
    return "".join(
        f'{{"order_id": "o{n}", "member_id": "m", "ordered_at": "2024-03-01",'
        f' "amount": 5, "currency": "CNY"{given}}}\n'.replace(
            '"2024-03-01"', '"2024-03-01 10:00:00"'
        )
        for n in range(rows)
    )


@pytest.mark.parametrize(("rows", "is_held"), [(19, False), (20, True)])
def test_a_key_of_json_lines_is_missed_in_many(
    home: Home, rows: int, is_held: bool
) -> None:
    land_files(home, on(0), "orders", {"a.jsonl": _lines(5, channel="web")})
    land_files(home, on(1), "orders", {"a.jsonl": _lines(rows)})
    found = judged(home, on(0), on(1))
    assert bool(found[on(1)].held) == is_held


def test_an_unknown_column_that_comes_is_warned_of_once(home: Home) -> None:
    usual_days(home, 1, orders(3))
    till = with_column(orders(3), "till", "7")
    found = verdict(home, on(1), new=till)
    assert found.held == []
    assert "no earlier day had: till" in found.warned[0]
    assert verdict(home, on(2), new=till).is_clean


def test_a_gone_file_that_takes_rows_along_holds_the_day(home: Home) -> None:
    verdict(home, on(0), a=orders(3, key="a"), b=orders(2, key="b"))
    found = verdict(home, on(0), b=orders(2, key="b"), c=orders(9, key="c"))
    (said,) = found.held
    assert "11 rows, where the lake has 5 of this day: 3 of them are gone" in said
    assert "a.csv" in said


def test_a_file_that_was_renamed_takes_nothing_along(home: Home) -> None:
    verdict(home, on(0), a=orders(3))
    assert verdict(home, on(0), b=orders(3)).is_clean


def test_a_day_that_comes_back_with_a_row_less_says_so(home: Home) -> None:
    verdict(home, on(0), a=orders(8))
    found = verdict(home, on(0), a=orders(7))
    assert found.held == []
    assert "7 rows, where the lake has 8 of this day" in found.warned[0]


def test_a_day_that_comes_back_with_far_fewer_rows_is_held(home: Home) -> None:
    verdict(home, on(0), a=orders(100))
    (said,) = verdict(home, on(0), a=orders(80)).held
    assert "80 rows, where the lake has 100 of this day" in said


def test_a_day_that_comes_back_with_more_rows_is_no_fault(home: Home) -> None:
    verdict(home, on(0), a=orders(100))
    assert verdict(home, on(0), a=orders(101)).is_clean


def _members(rows: int, phone: str) -> str:
    lines = [f"m{n},2024-03-01 10:00:00,{phone}" for n in range(rows)]
    return "\n".join(["member_id,registered_at,phone", *lines]) + "\n"


@pytest.mark.parametrize(("rows", "is_held"), [(19, False), (20, True)])
def test_a_column_that_is_suddenly_empty_is_seen(
    home: Home, rows: int, is_held: bool
) -> None:
    verdict(home, on(0), "members", new=_members(30, "555"))
    found = verdict(home, on(1), "members", new=_members(rows, ""))
    assert bool(found.held) == is_held
    (said,) = found.held or found.warned
    assert f"{rows} of {rows} rows have no phone, of earlier days' rows 0%" in said
    assert "555" not in said


def test_a_holiday_in_a_history_is_only_warned_of(home: Home) -> None:
    """The days after it have landed, too: no export has failed last night."""
    for number in range(21):
        land(home, on(number), usual=orders(30 if number == 10 else 100))
    found = judged(home, *map(on, range(21)))
    assert [day for day, told in found.items() if told.held] == []
    (said,) = found[on(10)].warned
    assert "30 rows, where the days before had 100" in said


def test_the_newest_day_of_a_history_is_held_where_it_halves(home: Home) -> None:
    for number in range(21):
        land(home, on(number), usual=orders(30 if number == 20 else 100))
    found = judged(home, *map(on, range(21)))
    assert [day for day, told in found.items() if told.held] == [on(20)]


def test_a_day_that_is_held_stays_so_whatever_lands_after_it(home: Home) -> None:
    usual_days(home, 10, orders(100))
    assert verdict(home, on(10), new=orders(30)).held
    for number in range(11, 30):
        land(home, on(number), usual=orders(100))
    found = judged(home, *map(on, range(10, 30)))
    assert [day for day, told in found.items() if told.held] == [on(10)]


def test_a_day_that_was_to_be_read_again_is_still_known_to_have_lost_rows(
    tmp_path: Path,
) -> None:
    home = Home(tmp_path)
    assert not verdict(home, on(0), usual=orders(60)).held
    read_again(home, tmp_path / "landing", on(0), on(0))
    (held,) = verdict(home, on(0), usual=orders(30)).held
    assert "30 rows, where the lake has 60 of this day" in held
