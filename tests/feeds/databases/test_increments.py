"""Pulled step by step: what is new lands once, and nothing is lost in between."""

import json
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from loyalty_pipeline.feeds.databases import position
from loyalty_pipeline.feeds.databases.looks import news
from loyalty_pipeline.home.backup.backup import backup
from loyalty_pipeline.home.backup.restore import restore
from loyalty_pipeline.home.binding import bind
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.settings import Settings
from tests.feeds.databases.servers import Database, Pulling, only, pulling
from tests.support.cli import REPOSITORY

START = datetime(2025, 3, 1, 12)
DAY = timedelta(days=1)
BY_TIME = {"table": "orders", "cursor": "updated_at"}


def _orders(database: Database) -> None:
    database.execute("create table orders (id int primary key, updated_at timestamp)")
    if database.kind == "mariadb":
        database.execute("alter table orders modify updated_at datetime(6) null")


def _write(database: Database, number: int, at: datetime | None) -> None:
    said = "null" if at is None else f"'{at}'"
    database.execute(
        f"delete from orders where id = {number}",
        f"insert into orders values ({number}, {said})",
    )


def _state(home: Home) -> object:
    return json.loads((home.sources / "orders.json").read_text())


@pytest.fixture
def orders(shop: Pulling) -> Pulling:
    """A table of two orders, an hour apart, which were pulled."""
    _orders(shop.database)
    _write(shop.database, 1, START)
    _write(shop.database, 2, START + timedelta(hours=1))
    assert shop.pull("orders", **BY_TIME).landed == 2
    return shop


def test_nothing_lands_where_nothing_is_new(orders: Pulling) -> None:
    again = orders.pull("orders", **BY_TIME)
    assert (again.landed, again.file) == (0, None)
    assert len(orders.landed("orders")) == 2


def test_what_is_new_lands_in_a_file_that_sorts_last(orders: Pulling) -> None:
    _write(orders.database, 3, START + timedelta(hours=2))
    _write(orders.database, 1, START + timedelta(hours=3))
    third = orders.pull("orders", **BY_TIME)
    assert third.landed == 2
    assert [row["id"] for row in orders.landed("orders")][:2] == [1, 2]
    assert only(orders.landed("orders")[2:], "id") == [1, 3]
    assert str(third.reached)[:10] == "2025-03-01"
    assert str(third.reached)[11:19] == "15:00:00"


def test_a_row_that_was_written_before_others_and_committed_later_lands(
    orders: Pulling,
) -> None:
    _write(orders.database, 3, START - timedelta(minutes=30))
    assert orders.pull("orders", **BY_TIME).landed == 1
    _write(orders.database, 4, START - timedelta(hours=3))
    assert orders.pull("orders", **BY_TIME).landed == 0
    assert orders.pull("orders", **BY_TIME, lag="2d").landed > 0
    assert only(orders.landed("orders"), "id").count(4) == 1


def test_a_row_without_a_cursor_lands_once(orders: Pulling) -> None:
    _write(orders.database, 3, None)
    assert orders.pull("orders", **BY_TIME).landed == 1
    assert orders.pull("orders", **BY_TIME).landed == 0


def test_a_row_of_a_time_to_come_does_not_hide_those_before_it(orders: Pulling) -> None:
    _write(orders.database, 3, datetime(2999, 1, 1))
    assert orders.pull("orders", **BY_TIME).landed == 1
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    _write(orders.database, 4, now + timedelta(hours=13))
    assert orders.pull("orders", **BY_TIME).landed == 1
    assert orders.pull("orders", **BY_TIME).landed == 0


def test_a_value_that_went_and_came_back_lands_again(shop: Pulling) -> None:
    shop.database.execute("create table t (id int, word varchar(9))")
    shop.database.execute("insert into t values (1, 'a'), (2, 'x')")
    landed = []
    for word in ("a", "b", "b", "a"):
        shop.database.execute(f"update t set word = '{word}' where id = 1")
        landed.append(shop.pull("members", table="t").landed)
    assert landed == [2, 1, 0, 1]


def test_a_number_is_a_cursor_too(shop: Pulling) -> None:
    shop.database.execute(
        "create table t (id int)", "insert into t values (1), (20000)"
    )
    source = {"table": "t", "cursor": "id"}
    assert shop.pull("orders", **source).reached == "20000"
    shop.database.execute("insert into t values (20001), (2), (15000)")
    assert shop.pull("orders", **source).landed == 2  # 2 lies beyond the lag
    assert shop.pull("orders", **source, lag=20_000).landed == 2
    assert set(only(shop.landed("orders"), "id")) == {1, 2, 15000, 20000, 20001}


def test_rows_beyond_the_position_are_news_for_the_sensor(
    orders: Pulling, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = orders.place
    monkeypatch.setenv("LOYALTY_SOURCE_SHOP", orders.database.address)
    (place.landing / "sources.yaml").write_text(
        "feeds:\n  orders: {connection: shop, table: orders, cursor: updated_at}\n"
    )
    assert news(Settings(), place.home, place.landing) == ""
    _write(orders.database, 3, START + timedelta(hours=2))
    first = news(Settings(), place.home, place.landing)
    assert first
    assert news(Settings(), place.home, place.landing) == first
    orders.pull("orders", **BY_TIME)
    assert news(Settings(), place.home, place.landing) == ""


def test_a_date_that_python_lacks_does_not_stop_the_steps(
    postgres: Database, tmp_path: Path
) -> None:
    shop = pulling(postgres, tmp_path)
    postgres.execute(
        "create table orders (id int, born date, updated_at timestamptz)",
        "insert into orders values (1, '20000-01-01', '2025-03-01 12:00Z')",
        "insert into orders values (2, '2000-01-01', 'infinity')",
    )
    first = shop.pull("orders", **BY_TIME)
    assert (first.landed, first.reached) == (2, "2025-03-01T12:00:00+00:00")
    assert shop.pull("orders", **BY_TIME).landed == 0
    postgres.execute("insert into orders values (3, null, '2025-03-01 13:00Z')")
    assert shop.pull("orders", **BY_TIME).landed == 1


def test_whole_numbers_beyond_floating_point_are_told_apart(shop: Pulling) -> None:
    large = 2**60
    shop.database.execute(
        "create table t (id bigint)", f"insert into t values ({large})"
    )
    source = {"table": "t", "cursor": "id", "lag": 0}
    assert shop.pull("orders", **source).reached == str(large)
    shop.database.execute(f"insert into t values ({large + 1})")
    assert shop.pull("orders", **source).landed == 1
    assert shop.pull("orders", **source).reached == str(large + 1)


def test_another_query_is_pulled_from_its_beginning(orders: Pulling) -> None:
    query = "select id, updated_at, 'EUR' as currency from orders"
    assert orders.pull("orders", query=query, cursor="updated_at").landed == 2


def test_the_position_is_kept_once_the_file_stands(
    orders: Pulling, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _state(orders.place.home)
    _write(orders.database, 3, START + timedelta(hours=2))

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(position, "write", killed)
        with pytest.raises(KeyboardInterrupt):
            orders.pull("orders", **BY_TIME)

    assert _state(orders.place.home) == before
    assert only(orders.landed("orders"), "id") == [1, 2, 3]
    assert orders.pull("orders", **BY_TIME).landed == 1
    assert only(orders.landed("orders"), "id") == [1, 2, 3, 3]
    assert orders.pull("orders", **BY_TIME).landed == 0


def test_a_pull_killed_at_once_leaves_no_half_file(
    sqlite: Database, tmp_path: Path
) -> None:
    sqlite.execute(
        "create table t as with recursive n (id) as (select 1 union all select id + 1"
        " from n where id < 200000) select id, 'word' as word from n"
    )
    script = (
        "from pathlib import Path; from tests.feeds.databases import servers as s;"
        f" database = s.Database('sqlite', {sqlite.address!r}, None);"
        f" s.pulling(database, Path({str(tmp_path)!r})).pull('orders', table='t')"
    )
    run = subprocess.Popen(
        [sys.executable, "-c", script], cwd=REPOSITORY, stdout=subprocess.PIPE
    )
    scratch = tmp_path / "home" / "sources" / ".orders.new"
    while not scratch.exists():
        assert run.poll() is None, "the pull ended before it was killed"
    run.send_signal(signal.SIGKILL)
    run.communicate()
    shop = pulling(sqlite, tmp_path)
    assert not list(shop.place.landing.rglob("*.parquet"))
    assert shop.pull("orders", table="t").landed == 200_000
    assert not scratch.exists()


def test_files_that_are_gone_before_the_lake_has_them_are_pulled_anew(
    orders: Pulling,
) -> None:
    _write(orders.database, 3, START + timedelta(days=2))
    file = orders.pull("orders", **BY_TIME).file
    assert file is not None
    file.unlink()
    assert orders.pull("orders", **BY_TIME).landed == 3


def test_a_day_is_the_programmes_and_a_clock_put_back_loses_no_file(
    sqlite: Database, tmp_path: Path
) -> None:
    shop = pulling(sqlite, tmp_path, "Pacific/Kiritimati")
    sqlite.execute("create table t (id int)", "insert into t values (1)")
    file = shop.pull("orders", table="t").file
    assert file is not None
    today = datetime.now(ZoneInfo("Pacific/Kiritimati")).date()
    assert file.parent.name in (f"landed_on={today}", f"landed_on={today - DAY}")
    later = file.with_name("pulled-29990101T000000000000Z.parquet")
    file.rename(later)
    sqlite.execute("insert into t values (2)")
    last = shop.pull("orders", table="t").file
    assert last is not None
    assert sorted(file.parent.iterdir()) == [later, last]


def test_a_home_restored_from_a_backup_pulls_again_what_came_since(
    sqlite: Database, tmp_path: Path
) -> None:
    shop = pulling(sqlite, tmp_path)
    _orders(sqlite)
    _write(sqlite, 1, START)
    shop.pull("orders", **BY_TIME)
    bind(shop.place.home, "retail", shop.place.landing)
    backup(shop.place.home, tmp_path / "backup")
    _write(sqlite, 2, START + DAY)
    shop.pull("orders", **BY_TIME)
    restored = Home(tmp_path / "restored")
    restore(tmp_path / "backup", restored)
    again = replace(shop, place=replace(shop.place, home=restored))
    assert again.pull("orders", **BY_TIME).landed == 1
    assert only(again.landed("orders"), "id") == [1, 2, 2]
