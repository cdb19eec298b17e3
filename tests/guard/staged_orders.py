"""Staged days and suites for the tests of the guard."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from loyalty_pipeline.feeds.catalog import ORDERS
from loyalty_pipeline.feeds.day_record import DayRecord, day_folder
from loyalty_pipeline.feeds.landing import landing_days
from loyalty_pipeline.feeds.staging import stage
from loyalty_pipeline.guard import suite_files, suites
from loyalty_pipeline.home.layout import Home

DAY = date(2025, 1, 2)

SOUND = {
    "order_id": "'o' || i",
    "member_id": "'m' || i",
    "ordered_at": "timestamp '2025-01-01 10:00:00'",
    "amount": "'12.34'",
    "currency": "'CNY'",
}


def staged(home: Home, rows: int, day: date = DAY, **changed: str) -> DayRecord:
    """Land and stage a day of orders; `i` counts from 0 in the changed columns."""
    columns = ", ".join(
        f"{sql} as {name}" for name, sql in {**SOUND, **changed}.items()
    )
    folder = home.root / "landing" / "orders" / f"landed_on={day}"
    folder.mkdir(parents=True)
    written = folder / "rows.parquet"
    duckdb.execute(
        f"copy (select {columns} from range({rows}) as r (i) order by i)"
        f" to '{written}' (format parquet)"
    )
    days = landing_days(home.root / "landing", "orders")
    (landed,) = (landed for landed in days if landed.day == day)
    return stage(ORDERS, landed, day_folder(home.staging, "orders", day))


def accepted_file(home: Home, day: date = DAY) -> Path:
    return day_folder(home.staging, "orders", day) / "accepted.parquet"


def expectation(kind: str, **arguments: Any) -> dict[str, Any]:
    return {"type": kind, "kwargs": arguments, "meta": {"notes": f"says {kind}"}}


def suite(
    folder: Path, monkeypatch: pytest.MonkeyPatch, *expectations: dict[str, Any]
) -> None:
    """Put a suite of orders in the place of the shipped one."""
    content = {"name": "orders", "expectations": expectations}
    (folder / "orders.json").write_text(json.dumps(content), encoding="utf-8")
    monkeypatch.setattr(suite_files, "SUITES", folder)


def verdicts(home: Home) -> list[suites.Promise]:
    return suites.check(ORDERS, accepted_file(home))


def positive(mostly: float) -> dict[str, Any]:
    between = "expect_column_values_to_be_between"
    return expectation(between, column="amount_cents", min_value=1, mostly=mostly)


def free_below(number: int) -> str:
    """The amount of orders of which the first so many cost nothing."""
    return f"case when i < {number} then '0' else '5' end"
