"""Many small days are read as one, and come out as if each had been read alone."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.day_record import (
    DayRecord,
    accepted,
    day_folder,
    read_record,
    rejected,
)
from loyalty_pipeline.feeds.landing import LandingDay, landing_days
from loyalty_pipeline.feeds.small_days import staging
from loyalty_pipeline.feeds.small_days.staging import stage_days
from loyalty_pipeline.feeds.staging import ACCEPTED, QUARANTINED, stage
from loyalty_pipeline.home.layout import Home
from tests.support.staged_rows import land, read, row

FEED = FEEDS["orders"]
FIRST = date(2025, 1, 1)
HEADER = b"order_id,member_id,ordered_at,amount,currency"


def _text(
    number: int, *lines: bytes, end: bytes = b"\n", header: bytes = HEADER
) -> bytes:
    name = b"o%d" % number
    own = [line.replace(b"ID", name) for line in lines]
    return end.join([header, *own]) + end


GOOD = b"ID,m1,2025-01-01T10:00:00Z,12.34,CNY"
BAD = b"ID,m1,2025-01-01T10:00:00Z,12.345,CNY"
QUOTED = b'"ID","m ""1""","2025-01-01T10:00:00Z","1.00","CNY"'
FOLDED = b'ID,"m\n1",2025-01-01T10:00:00Z,1.00,CNY'
STRAY = b'ID,m"1,2025-01-01T10:00:00Z,1.00,CNY'
SHORT = b"ID,m1"
CSV: list[bytes] = [
    _text(0, GOOD),
    _text(1, GOOD, BAD, GOOD),
    _text(2),
    _text(3, SHORT, BAD),
    _text(4, GOOD, QUOTED),
    _text(5, FOLDED, GOOD),
    _text(6, STRAY, GOOD, STRAY),
    _text(7, GOOD, end=b"\r\n"),
    _text(8, BAD, GOOD, end=b"\r\n"),
    _text(9, GOOD)[:-1],
    _text(10, GOOD) + b"\n\n",
    _text(11, GOOD, b"", GOOD),
    b"\xef\xbb\xbf" + _text(12, GOOD),
    _text(13, GOOD).replace(b"m1", b"m\xff"),
    _text(14, GOOD).replace(b"m1", "m顾".encode()),
    _text(15, b"ID,m1,2025-01-01T10:00:00Z,1,CNY,x", header=HEADER + b",colour"),
    _text(16, b"ID,m1,2025-01-01T10:00:00Z,2,CNY,x", header=HEADER + b",colour"),
    _text(17, b"ID,m1", header=b"order_id,member_id"),
    _text(18, b"ID,m1", header=b"order_id,member_id"),
    b"",
    b"\n",
    _text(19, GOOD.replace(b"m1", b"m\x00")),
    _text(20, GOOD),
]
ROW = {
    "order_id": "ID",
    "member_id": "m1",
    "ordered_at": "2025-01-01T10:00:00Z",
    "amount": 12.34,
    "currency": "CNY",
}
JSONL: list[bytes] = [
    json.dumps(ROW).encode() + b"\n",
    json.dumps(ROW | {"colour": "red"}).encode() + b"\n" + b"{}\n",
    json.dumps(ROW | {"amount": [1]}).encode() + b"\nno json\n",
    json.dumps(ROW | {"status": "cancelled"}).encode(),
    json.dumps(ROW | {"member_id": '"colour": 1'}).encode() + b"\n\n",
    json.dumps(ROW | {"größe": "9"}, ensure_ascii=False).encode() + b"\n",
    b"\n",
    b"",
]
PARQUET = [
    row("orders", order_id="'a'"),
    row("orders", order_id="'b'") + " union all " + row("orders", amount="'x'"),
    row("orders") + " limit 0",
    row("orders", amount="12.5::decimal(18, 2)"),
    row("orders", amount="12.25::decimal(18, 2)"),
    row("orders", amount="12.25::double"),
    row("orders", amount="1::utinyint"),
    row("orders", amount="2::utinyint"),
    row("orders", ordered_at="timestamp_ns '2025-01-01 10:00:00.123456789'"),
    row("orders", ordered_at="timestamp_ns '2025-01-01 10:00:00.5'"),
    row("orders", ordered_at="timestamptz '2025-01-01 10:00:00+03'"),
    row("orders", ordered_at="timestamptz '2025-01-01 10:00:00+04'"),
    row("orders", colour="1", file_row_number="7"),
    row("orders", colour="2", file_row_number="8"),
    row("orders", nested="{'a': [1, 2]}"),
    row("orders", nested="{'a': [3]}"),
    "select 1 as order_id",
    "select 2 as order_id",
]


def _land(root: Path, contents: list[bytes], suffix: str) -> None:
    for number, content in enumerate(contents):
        folder = root / f"landing/orders/landed_on={FIRST + timedelta(number)}"
        folder.mkdir(parents=True)
        (folder / f"rows[1]'{suffix}").write_bytes(content)


def _csv(root: Path) -> None:
    _land(root, CSV, ".csv")


def _jsonl(root: Path) -> None:
    _land(root, JSONL, ".jsonl")


def _parquet(root: Path) -> None:
    for number, query in enumerate(PARQUET):
        land(root, "orders", query, day=FIRST + timedelta(number))
    spoiled = land(root, "orders", PARQUET[0], day=FIRST + timedelta(50))
    spoiled.write_bytes(spoiled.read_bytes()[:-9])


def _several_files_a_day(root: Path) -> None:
    for number in range(4):
        for name in ("b.csv", "a.csv", "c.CSV"):
            folder = root / f"landing/orders/landed_on={FIRST + timedelta(number)}"
            folder.mkdir(parents=True, exist_ok=True)
            text = _text(number, GOOD, BAD, GOOD)
            (folder / name).write_bytes(text.replace(b"o%d" % number, name.encode()))


def _days(root: Path) -> list[LandingDay]:
    return landing_days(root / "landing", "orders")


def _staged(home: Home, day: LandingDay) -> dict[str, Any]:
    folder = day_folder(home.staging, "orders", day.day)
    rows = {name: read(folder / name) for name in (ACCEPTED, QUARANTINED)}
    names = sorted(file.name for file in folder.iterdir())
    return {**rows, "files": names, "record": read_record(folder)}


@pytest.fixture(params=[_csv, _jsonl, _parquet, _several_files_a_day])
def days(request: pytest.FixtureRequest, tmp_path: Path) -> list[LandingDay]:
    write: Callable[[Path], None] = request.param
    write(tmp_path)
    return _days(tmp_path)


def test_days_read_as_one_equal_days_read_alone(
    days: list[LandingDay], tmp_path: Path
) -> None:
    together, alone = Home(tmp_path / "together"), Home(tmp_path / "alone")
    records = stage_days(FEED, days, together)
    for day in days:
        stage(FEED, day, day_folder(alone.staging, "orders", day.day))
        found, expected = _staged(together, day), _staged(alone, day)
        assert found == expected, day
        assert records[day] == expected["record"]
    assert list(records) == days
    left = {folder.name for folder in (together.staging / "orders").iterdir()}
    assert left == {f"landed_on={day.day}" for day in days}


@pytest.fixture
def read_alone(monkeypatch: pytest.MonkeyPatch) -> list[LandingDay]:
    """The days that are handed to the reader, each a landed one or many as one."""
    seen: list[LandingDay] = []

    def watched(
        feed: Any, day: LandingDay, folder: Path, are_files: bool = True
    ) -> DayRecord:
        seen.append(day)
        return stage(feed, day, folder, are_files)

    monkeypatch.setattr(staging, "stage", watched)
    return seen


def test_a_year_of_small_days_is_read_at_once(
    tmp_path: Path, read_alone: list[LandingDay]
) -> None:
    _land(tmp_path, [_text(n, GOOD, BAD, QUOTED) for n in range(365)], ".csv")
    records = stage_days(FEED, _days(tmp_path), Home(tmp_path / "home"))
    assert len(records) == 365
    assert len(read_alone) == 1


def test_a_day_that_cannot_be_read_with_others_is_the_only_one_read_alone(
    tmp_path: Path, read_alone: list[LandingDay]
) -> None:
    contents = [_text(n, GOOD) for n in range(30)]
    contents[7] = _text(7, FOLDED)
    _land(tmp_path, contents, ".csv")
    days = _days(tmp_path)
    stage_days(FEED, days, Home(tmp_path / "home"))
    assert read_alone[1:] == [days[7]]


def test_a_key_of_several_days_is_no_contradiction(
    tmp_path: Path, read_alone: list[LandingDay]
) -> None:
    other = GOOD.replace(b"12.34", b"9.00")
    _land(tmp_path, [_text(1, GOOD), _text(1, other), _text(1, GOOD)], ".csv")
    records = stage_days(FEED, _days(tmp_path), Home(tmp_path / "home"))
    assert len(read_alone) == 1
    assert [accepted(record) for record in records.values()] == [1, 1, 1]


def test_a_day_whose_file_contradicts_itself_is_read_alone(
    tmp_path: Path, read_alone: list[LandingDay]
) -> None:
    other = GOOD.replace(b"12.34", b"9.00")
    contents = [_text(n, GOOD) for n in range(5)]
    contents[3] = _text(3, GOOD, other, GOOD.replace(b"ID", b"x"))
    _land(tmp_path, contents, ".csv")
    days, home = _days(tmp_path), Home(tmp_path / "home")
    records = stage_days(FEED, days, home)
    assert read_alone[1:] == [days[3]]
    assert list(records) == days
    assert accepted(records[days[3]]) == 1
    assert rejected(records[days[3]]) == 2
    reasons = {row["reasons"] for row in _staged(home, days[3])[QUARANTINED]}
    assert reasons == {"order_id o3 stands 2 times in this file with different values"}


def test_days_that_are_not_small_are_read_alone(
    tmp_path: Path, read_alone: list[LandingDay], monkeypatch: pytest.MonkeyPatch
) -> None:
    _land(tmp_path, [_text(n, GOOD) for n in range(3)], ".csv")
    monkeypatch.setattr("loyalty_pipeline.feeds.small_days.staging.SMALL", 10)
    days = _days(tmp_path)
    stage_days(FEED, days, Home(tmp_path / "home"))
    assert read_alone == days


def test_what_does_not_fit_together_is_read_in_portions(
    tmp_path: Path, read_alone: list[LandingDay], monkeypatch: pytest.MonkeyPatch
) -> None:
    contents = [_text(n, GOOD) for n in range(10)]
    _land(tmp_path, contents, ".csv")
    monkeypatch.setattr(staging, "_BYTES_TOGETHER", 4 * len(contents[0]))
    records = stage_days(FEED, _days(tmp_path), Home(tmp_path / "home"))
    assert len(read_alone) == 3
    assert [r["counts"][0]["accepted"] for r in records.values()] == [1] * 10
