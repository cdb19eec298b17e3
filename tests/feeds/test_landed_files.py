"""What was counted in each file, as the models read it; nothing unknown is a 0."""

from datetime import date
from pathlib import Path

from loyalty_pipeline.feeds import landed_files
from loyalty_pipeline.feeds.day_record import (
    DayRecord,
    FileCount,
    day_folder,
    write_record,
)
from loyalty_pipeline.home.layout import Home
from tests.support.staged_rows import read

DAY = date(2025, 1, 2)
PLAIN = FileCount(name="a", read=5, accepted=4, quarantined=1, whole=False, ignored=[])


def _rows(
    root: Path, *counts: FileCount, feed: str = "orders"
) -> list[dict[str, object]]:
    home = Home(root / "a home [x]")
    record = DayRecord(files=[], counts=[*counts])
    write_record(day_folder(home.lake, "orders", DAY), record)
    assert landed_files.write(home) == len(counts)
    return read(home.lake / "landed_files" / "data.parquet")


def test_a_file_is_told_with_its_counts(tmp_path: Path) -> None:
    count: FileCount = {**PLAIN, "superseded": 2, "left_out": {"x": 1, "y": 2}}
    assert _rows(tmp_path, count) == [
        {
            "feed": "orders",
            "landed_on": DAY,
            "file_name": "a",
            "is_readable": True,
            "count_read": 5,
            "count_accepted": 4,
            "count_rejected": 1,
            "count_superseded": 2,
            "count_left_out": 3,
        }
    ]


def test_of_a_file_that_cannot_be_read_nothing_is_counted(tmp_path: Path) -> None:
    whole: FileCount = {
        **PLAIN,
        "read": 0,
        "accepted": 0,
        "quarantined": 0,
        "whole": True,
    }
    (row,) = _rows(tmp_path, whole)
    assert row["is_readable"] is False
    counts = [value for name, value in row.items() if name.startswith("count_")]
    assert counts == [0, 0, 0, 0, 0]


def test_what_an_earlier_release_did_not_count_is_unknown(tmp_path: Path) -> None:
    (row,) = _rows(tmp_path, PLAIN)
    assert (row["count_superseded"], row["count_left_out"]) == (None, None)


def test_a_file_without_left_out_values_has_0_of_them(tmp_path: Path) -> None:
    (row,) = _rows(tmp_path, {**PLAIN, "left_out": {}, "superseded": 0})
    assert (row["count_superseded"], row["count_left_out"]) == (0, 0)


def test_an_odd_name_of_a_file_is_a_name(tmp_path: Path) -> None:
    odd = 'it\'s ["odd"] \\ <b>, 中文.csv'
    (row,) = _rows(tmp_path, {**PLAIN, "name": odd})
    assert row["file_name"] == odd


def test_a_lake_of_no_day_has_no_file(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert landed_files.write(home) == 0
    assert read(home.lake / "landed_files" / "data.parquet") == []
