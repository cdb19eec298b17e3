"""Rejected rows as a share: exact at its limit, and with its most frequent reasons."""

from pathlib import Path

import pytest

from loyalty_pipeline import duck
from loyalty_pipeline.feeds.catalog import ORDERS
from loyalty_pipeline.feeds.day_record import DayRecord, FileCount
from loyalty_pipeline.feeds.landing import FileFacts
from loyalty_pipeline.guard import rejected_share
from loyalty_pipeline.guard.quarantine import broken_rules
from loyalty_pipeline.home.layout import Home
from tests.guard.staged_orders import DAY, staged

LIMIT = 0.05


def _record(accepted: int, rejected: int) -> DayRecord:
    read = accepted + rejected
    counts = FileCount(
        name="x", read=read, accepted=accepted, quarantined=rejected,
        whole=False, ignored=[],
    )  # fmt: skip
    return DayRecord(files=[], counts=[counts])


def test_a_share_is_exact_at_its_limit_for_any_size() -> None:
    for size in (20 * part for part in range(1, 20_000)):
        bad = size // 20
        assert rejected_share.rows(_record(size - bad, bad)).value == LIMIT
        more = rejected_share.rows(_record(size - bad - 1, bad + 1)).value
        assert more is not None
        assert more > LIMIT


def test_a_day_of_no_rows_has_no_share() -> None:
    assert rejected_share.rows(_record(0, 0)).value == 0
    assert rejected_share.nothing_readable(_record(0, 0)).value == 0


@pytest.mark.parametrize(
    ("accepted", "rejected", "nothing"), [(0, 1, 1), (1, 9, 0), (0, 0, 0), (5, 0, 0)]
)
def test_nothing_is_readable_where_every_row_was_rejected(
    accepted: int, rejected: int, nothing: int
) -> None:
    assert rejected_share.nothing_readable(_record(accepted, rejected)).value == nothing


def test_the_most_frequent_reasons_come_first(tmp_path: Path) -> None:
    home = Home(tmp_path / "[1] 金")
    staged(
        home,
        100,
        amount="case when i < 30 then 'free' else '5' end",
        currency="case when i >= 90 then 'yuan' else 'CNY' end",
    )
    found = rejected_share.most_frequent(home, ORDERS, DAY)
    assert found.index("(30 times)") < found.index("(10 times)")


def test_reasons_are_counted_by_rule_and_not_by_value(tmp_path: Path) -> None:
    """The fault of 200 rows leads, though each has a value of its own."""
    home = Home(tmp_path)
    staged(
        home,
        202,
        ordered_at="case when i < 200 then '2024-03-01 00:00:' || i || ' EST'"
        " else '2024-03-01T00:00:00Z' end",
        currency="case when i >= 200 then 'usd' else 'CNY' end",
    )
    found = rejected_share.most_frequent(home, ORDERS, DAY)
    assert (
        "ordered_at is not an ISO 8601 instant as"
        " 2025-12-31T18:30:00+08:00 of the years 1900 to 2199, such as"
        " '2024-03-01 00:00:0 EST' (200 times); currency is not an ISO 4217 code of"
        " three capitals, such as 'usd' (2 times)"
    ) in found


def test_a_row_that_breaks_two_rules_counts_for_each(tmp_path: Path) -> None:
    home = Home(tmp_path)
    staged(home, 5, amount="'x' || i", currency="null")
    found = rejected_share.most_frequent(home, ORDERS, DAY)
    assert "such as 'x0' (5 times); currency is missing (5 times)" in found


def test_a_long_value_is_an_example_of_its_beginning(tmp_path: Path) -> None:
    home = Home(tmp_path)
    staged(home, 1, amount="repeat('x', 100000)")
    assert len(rejected_share.most_frequent(home, ORDERS, DAY)) < 500


def test_rows_that_an_earlier_release_rejected_count_by_their_reasons(
    tmp_path: Path,
) -> None:
    file = tmp_path / "quarantined.parquet"
    duck.write_parquet(
        file,
        "(select 'orders' as feed, date '2025-01-02' as landed_on, 'a' as file_name,"
        " i + 1 as row_position, 'amount is missing' as reasons, '{}' as original"
        " from range(3) as r (i))",
    )
    (only,) = broken_rules(file, most=3)
    assert str(only) == "amount is missing (3 times)"


@pytest.mark.parametrize("lost", [50, 51])
def test_an_unreadable_file_counts_by_its_bytes(lost: int) -> None:
    record = _record(1_000, 0)
    unread = FileCount(
        name="y", read=0, accepted=0, quarantined=0, whole=True, ignored=[]
    )
    record["counts"].append(unread)
    record["files"] = [
        FileFacts(name=name, size=size, modified_ns=0, digest="")
        for name, size in (("x", 1_000 - lost), ("y", lost))
    ]
    found = rejected_share.unreadable(record)
    assert found.value == lost / 1_000
    assert found.says == f"files with {lost} of 1,000 bytes cannot be read"
