"""A row that is deleted needs its key alone, in every feed and format."""

from pathlib import Path

import pytest

from loyalty_pipeline.feeds.catalog import FEEDS
from tests.feeds.file_formats import AT, FULL, LIVE, land_as
from tests.support.staged_rows import accepted, rejected, staged

FORMATS = ["parquet", "csv", "jsonl"]


def _key(feed: str) -> dict[str, str]:
    return {name: FULL[feed][name] for name in FEEDS[feed].key}


@pytest.mark.parametrize("feed", FEEDS)
def test_a_file_of_deletions_needs_no_other_column(tmp_path: Path, feed: str) -> None:
    for suffix in FORMATS:
        land_as(tmp_path, suffix, feed, {**_key(feed), "deleted_at": AT})
    found = staged(tmp_path, feed)
    assert found.reasons == []
    assert len(found.accepted) == len(FORMATS)


@pytest.mark.parametrize("feed", FEEDS)
def test_the_other_values_of_a_deletion_may_be_empty(tmp_path: Path, feed: str) -> None:
    empty = dict.fromkeys(LIVE[feed], "")
    for suffix in FORMATS:
        land_as(tmp_path, suffix, feed, {**empty, **_key(feed), "deleted_at": AT})
    found = staged(tmp_path, feed)
    assert found.reasons == []
    assert len(found.accepted) == len(FORMATS)


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_row_that_lives_says_what_its_file_lacks(tmp_path: Path, suffix: str) -> None:
    land_as(tmp_path, suffix, "orders", {**_key("orders"), "deleted_at": ""})
    assert staged(tmp_path, "orders").reasons == [
        "member_id is missing; ordered_at is missing; amount is missing;"
        " currency is missing"
    ]


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_deletion_of_nothing_is_rejected(tmp_path: Path, suffix: str) -> None:
    land_as(tmp_path, suffix, "orders", {"order_id": "", "deleted_at": AT})
    assert staged(tmp_path, "orders").reasons == ["order_id is missing"]


def test_the_rules_of_a_row_that_lives_are_not_a_deletions(tmp_path: Path) -> None:
    deleted = f"'{AT}'"
    accepted(tmp_path, "orders", amount="'-5'", deleted_at=deleted)
    accepted(tmp_path, "campaigns", bonus_points="null", deleted_at=deleted)
    reasons = rejected(tmp_path, "orders", amount="'x'", deleted_at=deleted)
    assert reasons == "amount 'x' is not a decimal with at most 2 places"


def test_a_bad_deletion_is_no_deletion(tmp_path: Path) -> None:
    reasons = rejected(tmp_path, "orders", amount="null", deleted_at="'yes'")
    assert reasons.startswith("amount is missing; deleted_at 'yes' is not an ISO 8601")
