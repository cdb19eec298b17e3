"""What is known of a day that was read: its files and what was counted in them."""

import json
from pathlib import Path
from typing import NotRequired, TypedDict

from loyalty_pipeline.feeds.landing import FileFacts
from loyalty_pipeline.home.layout import write_json

RECORD = "_day.json"


class FileCount(TypedDict):
    """The rows of one file; `whole` says that it could not be read at all.

    `ignored` are its columns that are not the feed's.
    """

    name: str
    read: int
    accepted: int
    quarantined: int
    whole: bool
    ignored: list[str]


class DayRecord(TypedDict):
    """One feed's landing day as it was read.

    `released` are the findings in spite of which somebody let the day in.
    """

    files: list[FileFacts]
    counts: list[FileCount]
    released: NotRequired[list[str]]


def write_record(folder: Path, record: DayRecord) -> None:
    """Keep the record beside the day's data."""
    write_json(folder / RECORD, record)


def read_record(folder: Path) -> DayRecord | None:
    """The record of a day's folder, or None where there is none."""
    try:
        text = (folder / RECORD).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    record: DayRecord = json.loads(text)
    return record


def forget_record(folder: Path) -> None:
    """Make a day's folder one that nothing is known of."""
    (folder / RECORD).unlink(missing_ok=True)


def accepted(record: DayRecord) -> int:
    """Accepted rows of the day."""
    return sum(count["accepted"] for count in record["counts"])


def quarantined(record: DayRecord) -> int:
    """Quarantined rows of the day; an unreadable file counts as one."""
    return sum(count["quarantined"] + count["whole"] for count in record["counts"])


def ignored(record: DayRecord) -> dict[str, list[str]]:
    """The columns of the day that were not read, by the file that has them."""
    return {
        count["name"]: count["ignored"]
        for count in record["counts"]
        if count.get("ignored")  # absent in records of earlier releases
    }
