"""What was pulled, typed as any landed file: lake values, and what is rejected."""

from datetime import datetime
from pathlib import Path

import pytest

from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.landing import landing_days
from loyalty_pipeline.feeds.staging import ACCEPTED, QUARANTINED, stage
from tests.feeds.databases.servers import Database, Pulling, Rows, pulling, rows_of


def _staged(shop: Pulling, feed: str, folder: Path) -> tuple[Rows, list[str]]:
    """The accepted rows of the one day that was pulled, and why others are rejected."""
    (day,) = landing_days(shop.place.landing, feed)
    stage(FEEDS[feed], day, folder)
    rejected = folder / QUARANTINED
    bad = rows_of(rejected) if rejected.exists() else []
    return rows_of(folder / ACCEPTED), [str(row["reasons"]) for row in bad]


def test_booleans_and_local_times_of_a_shop_are_read(
    shop: Pulling, tmp_path: Path
) -> None:
    database = shop.database
    kind = {"mariadb": "tinyint(1)", "sqlite": "boolean"}.get(database.kind, "smallint")
    time = "datetime" if database.kind != "postgresql" else "timestamp"
    database.execute(
        f"create table users (member_id int, registered_at {time},"
        f" control_group {kind})",
        "insert into users values (1, '2025-03-30 12:00:00', 1)",
        "insert into users values (2, '2025-12-30 12:00:00', 0)",
        "insert into users values (3, '2025-12-30 12:00:00', null)",
        "insert into users values (4, '2025-12-30 12:00:00', 2)",
    )
    shop.place.landing.mkdir()
    (shop.place.landing / "landing.yaml").write_text(
        "defaults: {timezone: Europe/Berlin, decimal_mark: ','}\n"
    )
    shop.pull("members", table="users")
    rows, reasons = _staged(shop, "members", tmp_path / "staged")
    assert [(r["member_id"], r["registered_at"], r["control_group"]) for r in rows] == [
        ("1", datetime(2025, 3, 30, 10), True),
        ("2", datetime(2025, 12, 30, 11), False),
        ("3", datetime(2025, 12, 30, 11), False),
    ]
    (reason,) = reasons
    assert "control_group" in reason


@pytest.mark.parametrize("kind", ["numeric", "numeric(12, 3)", "numeric(9, 2)"])
def test_amounts_are_exact_and_a_mark_declared_for_texts_does_not_touch_them(
    postgres: Database, tmp_path: Path, kind: str
) -> None:
    postgres.execute(
        "create table purchases (order_id bigint, member_id uuid,"
        f" ordered_at timestamptz, amount {kind}, currency char(3))",
        "insert into purchases values (1, gen_random_uuid(), now(), 1234567.89, 'EUR')",
    )
    shop = pulling(postgres, tmp_path)
    shop.place.landing.mkdir()
    (shop.place.landing / "landing.yaml").write_text(
        "defaults: {decimal_mark: ',', thousands_separator: '.'}\n"
    )
    shop.pull("orders", table="purchases")
    (row,), reasons = _staged(shop, "orders", tmp_path / "staged")
    assert (row["amount_cents"], row["order_id"], reasons) == (123456789, "1", [])


def test_ids_that_are_floating_point_numbers_are_refused(
    shop: Pulling, tmp_path: Path
) -> None:
    kind = "real" if shop.database.kind == "sqlite" else "double precision"
    shop.database.execute(
        f"create table users (member_id {kind}, registered_at varchar(30))",
        "insert into users values (1001, '2025-03-30 12:00:00')",
    )
    shop.pull("members", table="users")
    rows, reasons = _staged(shop, "members", tmp_path / "staged")
    assert rows == []
    assert "floating-point" in reasons[0]
