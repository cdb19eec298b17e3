"""Accepted rows that do not count are counted, file by file."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from loyalty_pipeline.feeds import superseded
from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.day_record import (
    accepted,
    day_folder,
    is_uncounted,
    read_record,
)
from loyalty_pipeline.feeds.lake import promote
from loyalty_pipeline.feeds.landing import landing_days
from loyalty_pipeline.feeds.staging import stage
from loyalty_pipeline.home.layout import Home
from tests.oracle.facts.delivered_row import Row
from tests.support.staged_rows import land, quoted, row

ORDERS = FEEDS["orders"]
FIRST = date(2025, 1, 1)
SECOND = date(2025, 1, 2)


def _order(key: str, updated: str = "null", amount: int = 1) -> str:
    return row(
        "orders",
        order_id=quoted(key),
        updated_at=updated if updated == "null" else quoted(updated),
        amount=quoted(str(amount)),
    )


def _land(root: Path, day: date, file: str, *rows: str) -> None:
    land(root, "orders", " union all ".join(rows), file, day)


def _take_in(root: Path, *days: date) -> superseded.Counts:
    return _noted(root, *days).rows


def _noted(root: Path, *days: date) -> superseded.Superseded:
    home = Home(root / "home")
    for landed in landing_days(root / "landing", "orders"):
        if landed.day in days:
            stage(ORDERS, landed, day_folder(home.staging, "orders", landed.day))
            promote(home, ORDERS, landed.day)
    return superseded.note(home, ORDERS, days)


def test_a_day_of_news_has_none(tmp_path: Path) -> None:
    _land(tmp_path, FIRST, "a.parquet", _order("a"), _order("b"))
    assert _take_in(tmp_path, FIRST) == {}
    _land(tmp_path, SECOND, "a.parquet", _order("b"), _order("c"))
    assert _take_in(tmp_path, SECOND) == {}
    record = read_record(day_folder(Home(tmp_path / "home").lake, "orders", SECOND))
    assert record is not None
    assert [count["superseded"] for count in record["counts"]] == [0]


def test_a_day_is_uncounted_until_its_old_rows_are(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    _land(tmp_path, FIRST, "a.parquet", _order("a"))
    assert not is_uncounted(home, "orders", FIRST)  # it is not there
    for landed in landing_days(tmp_path / "landing", "orders"):
        stage(ORDERS, landed, day_folder(home.staging, "orders", FIRST))
    promote(home, ORDERS, FIRST)
    assert is_uncounted(home, "orders", FIRST)
    superseded.note(home, ORDERS, [FIRST])
    assert not is_uncounted(home, "orders", FIRST)


def test_a_repeated_row_counts_once(tmp_path: Path) -> None:
    _land(tmp_path, FIRST, "a.parquet", _order("a"), _order("a"), _order("a"))
    assert _take_in(tmp_path, FIRST) == {(FIRST, "a.parquet"): 2}
    record = read_record(day_folder(Home(tmp_path / "home").lake, "orders", FIRST))
    assert record is not None
    assert accepted(record) == 3
    assert [count["superseded"] for count in record["counts"]] == [2]


def test_a_row_updated_before_what_is_known_is_named(tmp_path: Path) -> None:
    """The first shop writes its update in its own time, hours ahead of UTC."""
    ahead, after = "2025-01-02T06:10:00Z", "2025-01-01T23:30:00Z"
    _land(tmp_path, FIRST, "export.parquet", _order("K-1", ahead, 1200))
    assert _take_in(tmp_path, FIRST) == {}
    _land(tmp_path, SECOND, "export.parquet", _order("K-1", after, 120), _order("K-3"))
    assert _take_in(tmp_path, SECOND) == {(SECOND, "export.parquet"): 1}


def _export(root: Path, day: date, *rows: str) -> None:
    folder = root / "landing" / "orders" / f"landed_on={day}"
    folder.mkdir(parents=True)
    header = "order_id,member_id,ordered_at,amount,currency,updated_at"
    (folder / "export.csv").write_text("\n".join([header, *rows]) + "\n")


def _land_in_shop_time(root: Path) -> None:
    """Day by day the same export, once with the shop's own update times, then UTC."""
    bought = "2025-01-01 23:30:00"
    _export(root, FIRST, f"K-1,iris,{bought},1200.00,USD,2025-01-02 06:10:00")
    _export(root, SECOND, f"K-1,iris,{bought},120.00,USD,2025-01-01T23:30:00Z")


def test_a_newer_row_that_lost_to_a_local_time_is_told(tmp_path: Path) -> None:
    _land_in_shop_time(tmp_path)
    assert _noted(tmp_path, FIRST) == ({}, {})
    found = _noted(tmp_path, SECOND)
    assert found.rows == {(SECOND, "export.csv"): 1}
    assert found.outlived == {(FIRST, "export.csv"): 1}
    home = Home(tmp_path / "home")
    assert superseded.outlived_without_offset(home, ORDERS, found) == 1


def test_a_late_row_that_lost_to_an_instant_with_an_offset_is_no_reason_to_doubt(
    tmp_path: Path,
) -> None:
    bought = "2025-01-01T23:30:00Z"
    _export(tmp_path, FIRST, f"K-1,iris,{bought},120.00,USD,2025-01-02T06:10:00Z")
    _export(tmp_path, SECOND, f"K-1,iris,{bought},1200.00,USD,2025-01-01 23:30:00")
    found = _noted(tmp_path, FIRST, SECOND)
    assert found.outlived == {(FIRST, "export.csv"): 1}
    home = Home(tmp_path / "home")
    assert superseded.outlived_without_offset(home, ORDERS, found) == 0


def test_with_the_shops_zone_declared_the_newer_row_holds(tmp_path: Path) -> None:
    _land_in_shop_time(tmp_path)
    zone = "defaults: {timezone: Asia/Shanghai}\n"
    (tmp_path / "landing" / "landing.yaml").write_text(zone)
    found = _noted(tmp_path, FIRST, SECOND)
    assert found.rows == {(FIRST, "export.csv"): 1}
    assert found.outlived == {}


def test_a_correction_by_hand_supersedes_the_export_of_its_day(tmp_path: Path) -> None:
    known = "2025-01-01T01:10:00Z"
    _land(tmp_path, FIRST, "export.parquet", _order("K-1", known, 1200), _order("K-2"))
    _land(tmp_path, FIRST, "zz_by_hand.parquet", _order("K-1", amount=120))
    assert _take_in(tmp_path, FIRST) == {(FIRST, "export.parquet"): 1}


def test_a_day_read_again_is_counted_anew(tmp_path: Path) -> None:
    _land(tmp_path, FIRST, "a.parquet", _order("a"), _order("a"))
    assert _take_in(tmp_path, FIRST)
    _land(tmp_path, FIRST, "a.parquet", _order("a"))
    assert _take_in(tmp_path, FIRST) == {}


def test_accepted_rows_are_current_or_superseded_whatever_lands(tmp_path: Path) -> None:
    """As the independent replay orders them."""
    random, noon = Random(5), datetime(2025, 1, 1, 12, tzinfo=UTC)
    days = [FIRST + timedelta(days=n) for n in range(5)]
    delivered: list[tuple[str, Row]] = []
    for day in days:
        for file in ("a.parquet", "b.parquet"):
            keys = random.sample("abcdefghijklmnop", 7)
            at = [random.choice([None, noon + timedelta(hours=random.randrange(99))])]
            updates = at + random.choices([None, noon], k=len(keys) - 1)
            sql = [
                _order(k, "null" if u is None else u.isoformat(), len(delivered))
                for k, u in zip(keys, updates, strict=True)
            ]
            _land(tmp_path, day, file, *sql)
            delivered += [
                (k, Row(updated_at=u, landed_on=day, file_name=file, row_position=n))
                for n, (k, u) in enumerate(zip(keys, updates, strict=True), start=1)
            ]
    newest = {
        key: max(r.recency() for k, r in delivered if k == key) for key, _ in delivered
    }
    old = Counter(
        (r.landed_on, r.file_name) for key, r in delivered if r.recency() != newest[key]
    )
    assert _take_in(tmp_path, *days) == old
    assert sum(old.values()) == len(delivered) - len(newest)
    last = {at: rows for at, rows in old.items() if at[0] == days[-1]}
    assert _take_in(tmp_path, days[-1]) == last
