"""Every value as the server has it: no digit, microsecond, zone or letter is lost."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests.feeds.databases.servers import Database, only, pulling, rows_of, types_of

NOON = datetime(2025, 3, 30, 12, 0, 0, 123456)


def test_every_type_of_postgres(postgres: Database, tmp_path: Path) -> None:
    postgres.execute(
        "create type colour as enum ('red')",
        """create table t (
            small smallint, large bigint, money_2 numeric(12, 2), money_any numeric,
            cash money, ratio double precision, is_in boolean, day date,
            wall timestamp, instant timestamptz, word text, padded char(5),
            bytes bytea, id uuid, doc jsonb, hue colour, tags text[], span interval)""",
        """insert into t values (
            7, 9223372036854775807, 1234567890.12, 0.123456789012345678, '12.34', 0.1,
            true, '2024-02-29', '2025-03-30 12:00:00.123456',
            '2025-03-30 14:00:00.123456+02', '会员 😀', 'EUR', '\\xff00',
            'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11', '{"a": 1.10}', 'red', '{x}',
            '1 day')""",
        "insert into t (small) values (null)",
    )
    shop = pulling(postgres, tmp_path)
    file = shop.pull("orders", table="t").file
    assert file is not None
    row, empty = rows_of(file)
    assert row == {
        "small": 7,
        "large": 9223372036854775807,
        "money_2": Decimal("1234567890.12"),
        "money_any": Decimal("0.123456789012345678"),
        "cash": Decimal("12.34"),
        "ratio": 0.1,
        "is_in": True,
        "day": date(2024, 2, 29),
        "wall": NOON,
        "instant": NOON.replace(tzinfo=UTC),
        "word": "会员 😀",
        "padded": "EUR",
        "bytes": b"\xff\x00",
        "id": "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
        "doc": '{"a": 1.10}',
        "hue": "red",
        "tags": "{x}",
        "span": "1 day",
    }
    assert set(empty.values()) == {None}
    types = types_of(file)
    assert types["money_2"] == "DECIMAL(12,2)"
    assert types["ratio"] == "DOUBLE"
    assert types["wall"] == "TIMESTAMP"
    assert types["instant"] == "TIMESTAMP WITH TIME ZONE"


def test_every_type_of_mariadb(mariadb: Database, tmp_path: Path) -> None:
    mariadb.execute(
        """create table t (
            is_in tinyint(1), large bigint unsigned, flag bit(1),
            money_2 decimal(12, 2), ratio double,
            day date, wall datetime(6), instant timestamp(6) null,
            word varchar(80) character set utf8mb4, old varchar(9) character set latin1,
            bytes varbinary(9), name varbinary(9), id uuid, doc json,
            hue enum ('red'), clock time, year_of year)""",
        "set time_zone = '+02:00'",
        """insert into t values (
            1, 18446744073709551615, b'1', 1234567890.12, 0.1, '2024-02-29',
            '2025-03-30 12:00:00.123456', '2025-03-30 14:00:00.123456', '会员 😀', 'é',
            x'ff00', 'né', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '{"a": 1.10}', 'red',
            '10:00', 2025)""",
        "insert into t (is_in) values (null)",
    )
    file = pulling(mariadb, tmp_path).pull("orders", table="t").file
    assert file is not None
    row, empty = rows_of(file)
    assert row == {
        "is_in": Decimal(1),
        "large": Decimal("18446744073709551615"),
        "flag": Decimal(1),
        "money_2": Decimal("1234567890.12"),
        "ratio": 0.1,
        "day": date(2024, 2, 29),
        "wall": NOON,
        "instant": NOON.replace(tzinfo=UTC),
        "word": "会员 😀",
        "old": "é",
        "bytes": b"\xff\x00",
        "name": "né",
        "id": "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
        "doc": '{"a": 1.10}',
        "hue": "red",
        "clock": "10:00:00",
        "year_of": Decimal(2025),
    }
    assert set(empty.values()) == {None}


def test_a_date_of_zeros_is_none_and_a_half_one_stays_for_the_quarantine(
    mariadb: Database, tmp_path: Path
) -> None:
    mariadb.execute(
        "create table t (id int, at_time datetime, day date)",
        "set sql_mode = ''",
        "insert into t values (1, '0000-00-00 00:00:00', '0000-00-00')",
        "insert into t values (2, '2025-01-01 10:00:00', '2025-01-02')",
    )
    shop = pulling(mariadb, tmp_path)
    shop.pull("orders", table="t")
    assert shop.landed("orders") == [
        {"id": 1, "at_time": None, "day": None},
        {"id": 2, "at_time": datetime(2025, 1, 1, 10), "day": date(2025, 1, 2)},
    ]
    mariadb.execute("set sql_mode = ''", "insert into t values (3, null, '2024-00-10')")
    shop.pull("orders", table="t")
    assert {"id": 3, "at_time": None, "day": "2024-00-10"} in shop.landed("orders")


@pytest.mark.parametrize(
    "number", ["1" * 35 + "." + "1" * 30, "3" + "4" * 36 + ".00", "-0.5"]
)
def test_a_wide_decimal_of_mariadb_is_exact(
    mariadb: Database, tmp_path: Path, number: str
) -> None:
    places = len(number.partition(".")[2])
    mariadb.execute(
        f"create table t (n decimal(65, {places}))", f"insert into t values ({number})"
    )
    shop = pulling(mariadb, tmp_path)
    shop.pull("orders", table="t")
    (row,) = shop.landed("orders")
    assert Decimal(str(row["n"])) == Decimal(number)


def test_every_storage_class_of_sqlite(sqlite: Database, tmp_path: Path) -> None:
    sqlite.execute(
        """create table t (
            id integer, amount decimal(10, 2), ratio real, day datetime, word text,
            bytes blob, is_in boolean, odd)""",
        "insert into t values (9223372036854775807, 12.34, 1001, '2025-03-30 12:00:00',"
        " '会员 😀', x'ff', 1, 'x')",
        "insert into t values (null, 5, null, null, null, null, 0, 7)",
    )
    file = pulling(sqlite, tmp_path).pull("orders", table="t").file
    assert file is not None
    first, second = rows_of(file)
    assert first == {
        "id": 9223372036854775807,
        "amount": 12.34,
        "ratio": 1001.0,
        "day": "2025-03-30 12:00:00",
        "word": "会员 😀",
        "bytes": b"\xff",
        "is_in": 1,
        "odd": "x",
    }
    assert second["odd"] == "7"
    assert second["amount"] == 5.0
    assert types_of(file)["ratio"] == "DOUBLE"


@pytest.mark.parametrize(
    ("kind", "written", "lands"),
    [
        ("numeric", "0.1234567890123456789", "0.1234567890123456789"),
        ("numeric", "'NaN'", "NaN"),
        ("numeric", "1e30", "1" + "0" * 30),
        ("numeric", "-1e20", "-1" + "0" * 20),
        ("numeric(50, 2)", "1e40", "1" + "0" * 40 + ".00"),
        ("timestamp", "'infinity'", datetime(9999, 12, 31, 23, 59, 59, 999_999)),
        ("timestamp", "'20000-01-01 00:00'", "20000-01-01 00:00:00"),
        ("date", "'0044-03-15 BC'", "0044-03-15 BC"),
    ],
)
def test_a_value_that_no_column_holds_lands_as_text_beside_the_others(
    postgres: Database, tmp_path: Path, kind: str, written: str, lands: object
) -> None:
    sound = "12.50" if kind.startswith("numeric") else "'2025-01-01'"
    postgres.execute(
        f"create table t (n int, v {kind})",
        f"insert into t values (1, {sound}), (2, {written})",
    )
    shop = pulling(postgres, tmp_path)
    assert shop.pull("orders", table="t").landed == 2
    assert shop.landed("orders")[1] == {"n": 2, "v": lands}


def test_an_instant_that_lands_as_text_says_that_it_is_utc_in_mariadb(
    mariadb: Database, tmp_path: Path
) -> None:
    mariadb.execute(
        "create table t (n int, v timestamp null, day date)",
        "set sql_mode = '', time_zone = '-02:00'",
        "insert into t values (1, '2025-03-30 10:00:00', '2024-00-15')",
    )
    shop = pulling(mariadb, tmp_path)
    shop.pull("orders", table="t")
    (row,) = shop.landed("orders")
    assert row["v"] in ("2025-03-30 12:00:00Z", datetime(2025, 3, 30, 12, tzinfo=UTC))


def test_an_instant_that_lands_as_text_says_that_it_is_utc_in_postgres(
    postgres: Database, tmp_path: Path
) -> None:
    postgres.execute(
        "create table t (v timestamptz)",
        "insert into t values ('2025-03-30 10:00:00-02'), ('20000-01-01 00:00Z')",
    )
    shop = pulling(postgres, tmp_path)
    shop.pull("orders", table="t")
    assert only(shop.landed("orders"), "v") == [
        "20000-01-01 00:00:00+00",
        "2025-03-30 12:00:00+00",
    ]


def test_a_query_has_types_colons_percents_and_a_comment_at_its_end(
    postgres: Database, tmp_path: Path
) -> None:
    shop = pulling(postgres, tmp_path)
    query = """
        with one as (select 12.5::numeric(9, 2) as "Amount", ':x 10:30 %s' as word)
        select "Amount", word, 7 % 4 as rest from one -- the end;
    """
    shop.pull("orders", query=query)
    assert shop.landed("orders") == [
        {"Amount": Decimal("12.50"), "word": ":x 10:30 %s", "rest": 3}
    ]


def test_a_million_rows_are_read_in_chunks(postgres: Database, tmp_path: Path) -> None:
    postgres.execute(
        "create table t as select n as id, n / 100.0 as amount"
        " from generate_series(1, 50001) as g (n)"
    )
    shop = pulling(postgres, tmp_path)
    assert shop.pull("orders", table="t").landed == 50_001
    assert len(only(shop.landed("orders"), "id")) == 50_001
