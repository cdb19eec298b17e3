"""Reading a landing folder, whatever the types of its columns."""

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import duckdb

from tests.oracle.facts.feeds import BenefitUse, Event, Order
from tests.oracle.facts.landing import read_landing


def land(folder: Path, feed: str, name: str, query: str) -> None:
    """Write the rows of a query as one landed file."""
    day = folder / feed / "landed_on=2020-06-02"
    day.mkdir(parents=True, exist_ok=True)
    duckdb.sql(f"COPY ({query}) TO '{day / name}' (FORMAT parquet)")


ORDER = "SELECT 'a' AS order_id, 'ann' AS member_id, 'USD' AS currency, "
TEXT = "'2020-06-01T20:00:00+08:00' AS ordered_at, '12.30' AS amount"
NAIVE = "TIMESTAMP '2020-06-01 12:00' AS ordered_at, 12.3::DOUBLE AS amount"
AWARE = (
    "TIMESTAMPTZ '2020-06-01 12:00+00' AS ordered_at, "
    "12.30::DECIMAL(18,2) AS amount, NULL::VARCHAR AS status"
)
EVENT = (
    "SELECT 'e' AS event_id, 'ann' AS member_id, 'read' AS kind, "
    "'2020-06-01 12:00' AS occurred_at, -0.5 AS value, 'x' AS extra"
)


def test_types(tmp_path: Path) -> None:
    """Text, timestamps with and without zone, decimals and floats mean the same."""
    for name, query in [("c", AWARE), ("a", TEXT), ("b", NAIVE)]:
        land(tmp_path, "orders", f"{name}.parquet", ORDER + query)
    land(tmp_path, "activity_events", "e.parquet", EVENT)
    at, landed = datetime(2020, 6, 1, 12, tzinfo=UTC), date(2020, 6, 2)
    expected = [
        Order("a", "ann", at, 1230, "USD", landed_on=landed, file_name=name)
        for name in ("a.parquet", "b.parquet", "c.parquet")
    ]
    event = Event("e", "ann", at, "read", -50, landed_on=landed, file_name="e.parquet")
    facts = read_landing(tmp_path)
    assert facts.members == []
    assert facts.orders == [replace(order, row_position=1) for order in expected]
    assert facts.events == [replace(event, row_position=1)]


CAMPAIGN = (
    "SELECT 'c' AS campaign_id, 'C' AS name, 'points_multiplier' AS kind, "
    "'2020-06-01' AS starts_at, '2020-06-02' AS ends_at, 1.3::DECIMAL(5,4) AS "
    "multiplier, '20.00' AS min_order_amount, 7 AS priority"
)
MEMBER = (
    "SELECT 'ann' AS member_id, '2020-06-01' AS registered_at, "
    "DATE '1990-02-28' AS birth_date"
)
USE = (
    "SELECT 'u' AS use_id, 'ann' AS member_id, 'tea' AS benefit_code, "
    "'2020-06-01' AS used_at, NULL AS order_id, 1.5 AS cost"
)


def test_offers(tmp_path: Path) -> None:
    """Campaigns, days of birth and uses of benefits."""
    land(tmp_path, "campaigns", "c.parquet", CAMPAIGN)
    land(tmp_path, "members", "m.parquet", MEMBER)
    land(tmp_path, "benefit_uses", "u.parquet", USE)
    facts = read_landing(tmp_path)
    assert facts.members[0].birth_date == date(1990, 2, 28)
    first, second = (datetime(2020, 6, day, tzinfo=UTC) for day in (1, 2))
    use = BenefitUse("u", "ann", "tea", first, landed_on=date(2020, 6, 2))
    assert facts.benefit_uses == [replace(use, file_name="u.parquet", row_position=1)]
    found = facts.campaigns[0]
    assert (found.starts_at, found.ends_at) == (first, second)
    assert (found.multiplier, found.min_order_amount_cents) == (Fraction(13, 10), 2000)
    assert (found.priority, found.wallet, found.audience) == (7, "main", "all")
