"""Rejected rows as a share: exact at its limit, and with its most frequent reasons."""

from pathlib import Path

import pytest

from loyalty_pipeline.feeds.catalog import ORDERS
from loyalty_pipeline.feeds.day_record import DayRecord, FileCount
from loyalty_pipeline.feeds.landing import FileFacts
from loyalty_pipeline.guard import rejected_share
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
