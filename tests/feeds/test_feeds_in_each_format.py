"""Every feed in every format, its bounds and row rules, and values that look right."""

from pathlib import Path

import pytest

from loyalty_pipeline.feeds.catalog import FEEDS
from tests.feeds.file_formats import FULL, LIVE, land_as, without_file
from tests.support.staged_rows import staged

FORMATS = ["parquet", "csv", "jsonl"]


@pytest.mark.parametrize("feed", FEEDS)
def test_a_full_row_is_the_same_from_every_format(tmp_path: Path, feed: str) -> None:
    assert set(FULL[feed]) == {column.name for column in FEEDS[feed].columns}
    for suffix in FORMATS:
        land_as(tmp_path, suffix, feed, FULL[feed])
    found = staged(tmp_path, feed)
    assert found.reasons == []
    first, *others = map(without_file, found.accepted)
    assert others == [first, first]
    assert None not in first.values()


@pytest.mark.parametrize("feed", FEEDS)
def test_required_values_are_the_contracts(feed: str) -> None:
    required = {c.name for c in FEEDS[feed].columns if c.required}
    assert set(FEEDS[feed].key) <= required
    assert FEEDS[feed].happens_at in FULL[feed]


def test_feeds_of_dates_happen_on_their_first_date() -> None:
    days = [FEEDS[name].happens_at for name in ("costs", "tier_grants", "members")]
    assert days == ["incurred_on", "granted_from", "registered_at"]


BROKEN = [
    ("orders", "amount", "12.345", "amount '12.345' is not a decimal"),
    ("orders", "amount", "1e3", "amount '1e3' is not a decimal"),
    ("orders", "amount", "0x10", "amount '0x10' is not a decimal"),
    ("orders", "amount", "infinity", "amount 'infinity' is not a decimal"),
    ("orders", "amount", "1000000000.01", "is too large"),
    ("orders", "ordered_at", "infinity", "is not an ISO 8601 instant"),
    ("orders", "ordered_at", "2025-02-30T00:00:00Z", "is not an ISO 8601 instant"),
    ("members", "control_group", "yes", "control_group 'yes' is not true or false"),
    ("costs", "incurred_on", "1899-12-31", "of the years 1900 to 2199"),
    ("costs", "incurred_on", "2200-01-01", "of the years 1900 to 2199"),
    ("campaigns", "priority", "5.7", "priority '5.7' is not a whole number"),
    ("orders", "amount", "-60.00", "a refund belongs in order_returns"),
    ("order_returns", "amount", "-0.01", "write what came back without a minus"),
    ("order_returns", "order_id", "", "order_id is missing"),
    ("redemptions", "points", "0", "points 0 is too small"),
    ("redemptions", "points", "5.7", "points '5.7' is not a whole number"),
    ("redemptions", "points", "1e3", "points '1e3' is not a whole number"),
    ("redemptions", "points", "0x10", "points '0x10' is not a whole number"),
    (
        "redemptions",
        "cancelled_at",
        "2025-01-01T09:59:59Z",
        "cancelled_at is before redeemed_at",
    ),
    ("adjustments", "points", "0", "points is 0"),
    ("adjustments", "points", "-0", "points is 0"),
    ("adjustments", "reason", "", "reason is missing"),
    ("adjustments", "approved_by", "", "approved_by is missing"),
    (
        "tier_grants",
        "granted_until",
        "2024-12-31",
        "granted_until is before granted_from",
    ),
    ("tier_grants", "granted_from", "2025-02-30", "is not a date"),
    ("tier_grants", "reason", "", "reason is missing"),
    ("benefit_uses", "cost", "-0.01", "cost -0.01 is too small"),
    ("benefit_uses", "benefit_code", "", "benefit_code is missing"),
    ("surveys", "score", "11", "score 11 is too large"),
    ("surveys", "score", "-1", "score -1 is too small"),
    ("surveys", "score", "9.5", "score '9.5' is not a whole number"),
    ("surveys", "score", "", "score is missing"),
    ("costs", "amount", "-0.01", "amount -0.01 is too small"),
    ("costs", "incurred_on", "", "incurred_on is missing"),
    ("costs", "category", "", "category is missing"),
]


@pytest.mark.parametrize(("feed", "column", "text", "reason"), BROKEN)
def test_a_bad_value_is_rejected_in_every_format(
    tmp_path: Path, feed: str, column: str, text: str, reason: str
) -> None:
    for suffix in FORMATS:
        land_as(tmp_path, suffix, feed, {**LIVE[feed], column: text})
    found = staged(tmp_path, feed)
    assert found.accepted == []
    assert len(set(found.reasons)) == 1
    assert reason in str(found.reasons[0])
    assert len({row["original"] for row in found.quarantined}) == 1
    assert [row["row_position"] for row in found.quarantined] == [1, 1, 1]


@pytest.mark.parametrize("name", ["A.PARQUET", "A.Parquet", "A.CSV", "A.Jsonl"])
def test_a_suffix_may_be_in_capitals(tmp_path: Path, name: str) -> None:
    suffix = name.split(".")[1]
    file = land_as(tmp_path, suffix.lower(), "costs", FULL["costs"])
    file.rename(file.with_name(name))
    found = staged(tmp_path, "costs")
    assert [row["file_name"] for row in found.accepted] == [name]


@pytest.mark.parametrize("suffix", FORMATS)
def test_columns_that_are_not_the_feeds_are_named(tmp_path: Path, suffix: str) -> None:
    row = {**FULL["costs"], "note": "x", "row_position": "7", "fault": "y", "raw": "z"}
    land_as(tmp_path, suffix, "costs", row)
    found = staged(tmp_path, "costs")
    assert len(found.accepted) == 1
    (count,) = found.record["counts"]
    assert sorted(count["ignored"]) == ["fault", "note", "raw", "row_position"]
