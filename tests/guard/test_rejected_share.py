"""The share of a day's rows that may be rejected: five in a hundred and no row more."""

from pathlib import Path

import pytest

from loyalty_pipeline import duck
from loyalty_pipeline.feeds.catalog import ORDERS
from loyalty_pipeline.feeds.day_record import FileCount
from loyalty_pipeline.feeds.landing import FileFacts
from loyalty_pipeline.guard import rejected_share
from loyalty_pipeline.guard.quarantine import broken_rules
from loyalty_pipeline.home.layout import Home
from tests.guard.staged_orders import DAY, staged


def finding(home: Home, rows: int, rejected: int) -> str | None:
    amount = f"case when i < {rejected} then 'free' else '5' end"
    return rejected_share.finding(home, ORDERS, DAY, staged(home, rows, amount=amount))


@pytest.mark.parametrize(
    ("rows", "rejected"),
    [(20, 1), (100, 5), (1_000, 50), (10_020, 501), (1, 0), (0, 0)],
)
def test_five_in_a_hundred_rows_may_be_rejected(
    tmp_path: Path, rows: int, rejected: int
) -> None:
    assert finding(Home(tmp_path), rows, rejected) is None


@pytest.mark.parametrize(
    ("rows", "rejected"),
    [(20, 2), (19, 1), (100, 6), (1_000, 51), (10_020, 502), (1, 1)],
)
def test_one_row_more_is_too_many(tmp_path: Path, rows: int, rejected: int) -> None:
    found = finding(Home(tmp_path), rows, rejected)
    assert found is not None
    assert f"orders landed on 2025-01-02: {rejected:,} of {rows:,} rows" in found
    assert "amount is not a decimal with at most 2 places, such as 'free'" in found


def test_the_limit_is_exact_for_any_size(tmp_path: Path) -> None:
    sizes = [20 * part for part in range(1, 20_000)]
    assert [
        size for size in sizes if not size // 20 <= size * rejected_share.LIMIT
    ] == []
    assert [
        size for size in sizes if size // 20 + 1 <= size * rejected_share.LIMIT
    ] == []


def test_the_most_frequent_reasons_come_first(tmp_path: Path) -> None:
    home = Home(tmp_path)
    record = staged(
        home,
        100,
        amount="case when i < 30 then 'free' else '5' end",
        currency="case when i >= 90 then 'yuan' else 'CNY' end",
    )
    found = rejected_share.finding(home, ORDERS, DAY, record)
    assert found is not None
    assert found.index("(30 times)") < found.index("(10 times)")


def test_reasons_are_counted_by_rule_and_not_by_value(tmp_path: Path) -> None:
    """The fault of 200 rows leads, though each has a value of its own."""
    home = Home(tmp_path)
    record = staged(
        home,
        202,
        ordered_at="case when i < 200 then '2024-03-01 00:00:' || i || ' EST'"
        " else '2024-03-01T00:00:00Z' end",
        currency="case when i >= 200 then 'usd' else 'CNY' end",
    )
    found = rejected_share.finding(home, ORDERS, DAY, record)
    assert found is not None
    assert (
        "Most frequent: ordered_at is not an ISO 8601 instant as"
        " 2025-12-31T18:30:00+08:00 of the years 1900 to 2199, such as"
        " '2024-03-01 00:00:0 EST' (200 times); currency is not an ISO 4217 code of"
        " three capitals, such as 'usd' (2 times)."
    ) in found


def test_a_row_that_breaks_two_rules_counts_for_each(tmp_path: Path) -> None:
    home = Home(tmp_path)
    record = staged(home, 5, amount="'x' || i", currency="null")
    found = rejected_share.finding(home, ORDERS, DAY, record)
    assert found is not None
    assert "such as 'x0' (5 times); currency is missing (5 times)." in found


def test_a_long_value_is_an_example_of_its_beginning(tmp_path: Path) -> None:
    home = Home(tmp_path)
    record = staged(home, 1, amount="repeat('x', 100000)")
    assert len(str(rejected_share.finding(home, ORDERS, DAY, record))) < 500


def test_rows_that_an_earlier_release_rejected_count_by_their_reasons(
    tmp_path: Path,
) -> None:
    file = tmp_path / "quarantined.parquet"
    duck.write_parquet(
        file,
        "(select 'orders' as feed, date '2025-01-02' as landed_on, 'a' as file_name,"
        " i as row_position, 'amount is missing' as reasons, '{}' as original"
        " from range(3) as r (i))",
    )
    (only,) = broken_rules(file, most=3)
    assert str(only) == "amount is missing (3 times)"


def test_a_day_of_one_unreadable_file_is_too_many(tmp_path: Path) -> None:
    home = Home(tmp_path)
    record = staged(home, 3)
    record["counts"] = [
        FileCount(name="x", read=0, accepted=0, quarantined=0, whole=True, ignored=[])
    ]
    assert rejected_share.finding(home, ORDERS, DAY, record) is not None


def test_a_finding_is_worded_for_a_home_with_odd_letters(tmp_path: Path) -> None:
    home = Home(tmp_path / "[1] 金")
    found = finding(home, 10, 10)
    assert found is not None
    assert "(10 times)" in found


@pytest.mark.parametrize(("lost", "is_too_much"), [(50, False), (51, True)])
def test_an_unreadable_file_counts_by_its_bytes(
    tmp_path: Path, lost: int, is_too_much: bool
) -> None:
    home = Home(tmp_path)
    record = staged(home, 1_000)
    record["files"][0]["size"] = 1_000 - lost
    broken = FileFacts(name="x", size=lost, modified_ns=0, digest="")
    record["files"].append(broken)
    record["counts"].append(
        FileCount(name="x", read=0, accepted=0, quarantined=0, whole=True, ignored=[])
    )
    found = rejected_share.finding(home, ORDERS, DAY, record)
    assert (found is not None) == is_too_much
    if found:
        assert "files with 51 of 1,000 bytes cannot be read" in found
