"""The lake's metadata lists the newest files with what became of their rows."""

from datetime import date, timedelta
from pathlib import Path

from loyalty_pipeline.defs.ingest.lake import _files
from loyalty_pipeline.feeds.catalog import ORDERS
from loyalty_pipeline.feeds.day_record import (
    DayRecord,
    FileCount,
    day_folder,
    write_record,
)
from loyalty_pipeline.home.layout import Home

FIRST = date(2025, 1, 1)


def test_the_newest_files_are_listed_with_their_rows(tmp_path: Path) -> None:
    home, days = Home(tmp_path), [FIRST + timedelta(n) for n in range(25)]
    count = FileCount(
        name="a", read=9, accepted=7, quarantined=2, whole=False, ignored=[],
        superseded=3,
    )  # fmt: skip
    for day in days:
        record = DayRecord(files=[], counts=[count])
        write_record(day_folder(home.lake, "orders", day), record)
    listed = _files(home, ORDERS, days).records
    assert len(listed) == 20
    assert listed[0].data == {
        "landed on": "2025-01-25", "file": "a", "readable": True,
        "read": 9, "rejected": 2, "accepted": 7, "superseded": 3,
    }  # fmt: skip
