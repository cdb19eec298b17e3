"""A day that is pulled from a database has as many rows as had changed by then."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from loyalty_pipeline.feeds.catalog import ORDERS
from loyalty_pipeline.feeds.day_record import DayRecord, FileCount
from loyalty_pipeline.feeds.landing import FileFacts
from loyalty_pipeline.guard.compared_day import Day
from loyalty_pipeline.guard.row_counts import rows

DAY = date(2025, 3, 10)


def _record(file: str, accepted: int) -> DayRecord:
    count = FileCount(
        name=file,
        read=accepted,
        accepted=accepted,
        quarantined=0,
        whole=False,
        ignored=[],
    )
    facts = FileFacts(name=file, size=1, modified_ns=1, digest="")
    return DayRecord(files=[facts], counts=[count])


@pytest.mark.parametrize(
    ("file", "is_compared"),
    [("pulled-20250310T000500000000Z.parquet", False), ("orders.parquet", True)],
)
def test_a_pulled_day_is_not_held_for_having_begun(
    file: str, is_compared: bool, tmp_path: Path
) -> None:
    earlier = {DAY - timedelta(days=n): _record(file, 500) for n in range(1, 9)}
    found = rows(Day(ORDERS, DAY, _record(file, 30), None, earlier))
    assert (found.value is not None) is is_compared
