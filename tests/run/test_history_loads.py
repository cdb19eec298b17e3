"""A history of daily folders costs Dagster one event a landing day, and no more."""

import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.support.cli import loyalty

FIRST = date(2024, 1, 1)
DAYS = 366
_ORDERS = "order_id,member_id,ordered_at,amount,currency"


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> dict[int, int]:
    """The events stored for a first run over the same orders, by landing days."""
    return {days: _events(tmp_path_factory.mktemp("home"), days) for days in (2, DAYS)}


def _events(folder: Path, days: int) -> int:
    """Land an order a day, each in its folder or all on the last; run, and count."""
    landing, home = folder / "landing", folder / "home"
    _land(landing, "members", 0, "member_id,registered_at", [f"m,{FIRST}T00:00:00Z"])
    orders = [f"o{n},m,{_on(n)}T04:00:00Z,10,CNY" for n in range(DAYS)]
    for day, order in enumerate(orders if days == DAYS else []):
        _land(landing, "orders", day, _ORDERS, [order])
    if days < DAYS:
        _land(landing, "orders", DAYS - 1, _ORDERS, orders)
    ran = loyalty(
        "run", "--home", home, "--landing", landing, "--as-of", str(_on(DAYS))
    )
    assert ran.returncode == 0, ran.stderr
    return sum(map(_stored, home.glob("dagster/**/*.db")))


def _land(landing: Path, feed: str, day: int, header: str, rows: list[str]) -> None:
    folder = landing / feed / f"landed_on={_on(day)}"
    folder.mkdir(parents=True)
    (folder / "rows.csv").write_text("\n".join([header, *rows, ""]))


def _on(day: int) -> date:
    return FIRST + timedelta(days=day)


def _stored(database: Path) -> int:
    with sqlite3.connect(database) as connection:
        known = connection.execute(
            "select 1 from sqlite_master where name = 'event_logs'"
        ).fetchall()
        if not known or database.stem == "index":
            return 0
        ((rows,),) = connection.execute("select count(*) from event_logs").fetchall()
    return int(rows)


@pytest.mark.slow
def test_each_landing_day_more_is_one_event_more(events: dict[int, int]) -> None:
    assert events[2] > 0
    assert events[DAYS] - events[2] == DAYS - 2
