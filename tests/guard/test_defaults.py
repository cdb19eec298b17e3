"""A column with a default whose values turn empty: the lake alone cannot tell."""

from pathlib import Path

import pytest

from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.day_record import DayRecord
from loyalty_pipeline.feeds.landing import landing_days
from loyalty_pipeline.feeds.small_days.staging import stage_days
from loyalty_pipeline.home.layout import Home
from tests.guard.judged_days import (
    land,
    land_files,
    on,
    orders,
    usual_days,
    verdict,
)

_HELD = "Orders have a status"


def _status(rows: int, given: int, status: str = "completed") -> str:
    """Orders of which the first so many say their status, and the others do not."""
    header, *lines = orders(rows).splitlines()
    told = [f"{line},{status if n < given else ''}" for n, line in enumerate(lines)]
    return "\n".join([f"{header},status", *told]) + "\n"


def test_a_status_that_is_empty_from_one_day_on_holds_it(tmp_path: Path) -> None:
    home = Home(tmp_path)
    usual_days(home, 2, _status(40, 40))
    (held,) = verdict(home, on(2), usual=_status(40, 0)).held
    assert _HELD in held
    assert "40 of 40 rows have no status, of earlier days' rows 0%" in held


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (40, 21),  # not half of them
        (2, 0),  # who says only what is cancelled, and today nothing was
    ],
)
def test_a_status_that_few_orders_lack_passes(
    tmp_path: Path, before: int, now: int
) -> None:
    home = Home(tmp_path)
    usual_days(home, 2, _status(40, before, "cancelled"))
    assert not verdict(home, on(2), usual=_status(40, now, "cancelled")).held


def test_a_small_day_without_a_status_only_warns(tmp_path: Path) -> None:
    home = Home(tmp_path)
    usual_days(home, 2, _status(12, 12))
    found = verdict(home, on(2), usual=_status(12, 0))
    assert not found.held
    assert any(_HELD in says for says in found.warned)


def test_a_constant_is_given_with_every_row(tmp_path: Path) -> None:
    home = Home(tmp_path)
    (tmp_path / "landing").mkdir()
    (tmp_path / "landing" / "landing.yaml").write_text(
        "feeds: {orders: {constants: {status: completed}}}\n"
    )
    land(home, on(0), a=orders(3))
    assert _given(home, on_its_own=True) == [{"status": 3}]


def _given(home: Home, on_its_own: bool = False) -> list[dict[str, int]]:
    days = landing_days(home.root / "landing", "orders")
    records: list[DayRecord] = []
    for group in [[day] for day in days] if on_its_own else [days]:
        records += stage_days(FEEDS["orders"], group, home).values()
    return [count["given"] for record in records for count in record["counts"]]


@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_days_read_as_one_give_what_each_gives_alone(
    tmp_path: Path, ending: str
) -> None:
    home = Home(tmp_path)
    for number, given in enumerate([3, 0, 2]):
        text = _status(3, given)
        land_files(home, on(number), "orders", {f"a.{ending}": _as(ending, text)})
    together = _given(home)
    assert together == [{"status": 3}, {"status": 0}, {"status": 2}]
    assert together == _given(home, on_its_own=True)


@pytest.mark.parametrize("given", [0, 3])
def test_days_that_give_all_or_nothing_are_not_read_twice(
    tmp_path: Path, given: int
) -> None:
    home = Home(tmp_path)
    for number in range(3):
        land(home, on(number), a=_status(3, given))
    assert _given(home) == [{"status": given}] * 3


def _as(ending: str, text: str) -> str:
    if ending == "csv":
        return text
    header, *lines = (line.split(",") for line in text.splitlines())
    rows = (dict(zip(header, line, strict=True)) for line in lines)
    return "".join(f"{row}\n" for row in rows).replace("'", '"').replace('""', "null")
