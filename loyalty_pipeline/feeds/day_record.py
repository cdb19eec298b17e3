"""What is known of a day that was read: its files and what was counted in them."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NotRequired, TypedDict

from loyalty_pipeline.feeds.landing import DAY_PREFIX, FileFacts, LandingDay
from loyalty_pipeline.files import write_json
from loyalty_pipeline.home.layout import Home

RECORD = "_day.json"
DATA = "data.parquet"


class FileCount(TypedDict):
    """The rows of one file; `whole` says that it could not be read at all.

    `columns` are those of the feed's that it has, `ignored` those that no feed has;
    `left_out` says of how many accepted rows a bad value was left out, by column;
    `without_offset` counts instants that were read as UTC for want of an offset,
    `given` the rows with a text in a column that has a default for those without. Of
    the accepted rows those that are `superseded` do not count; absent where nobody
    counted them, as in records of earlier releases.
    """

    name: str
    read: int
    accepted: int
    quarantined: int
    whole: bool
    ignored: list[str]
    superseded: NotRequired[int]
    left_out: NotRequired[dict[str, int]]
    without_offset: NotRequired[int]
    given: NotRequired[dict[str, int]]
    columns: NotRequired[list[str]]  # absent where it could not be read


class Profile(TypedDict):
    """What a day's accepted rows are like, for days after it to be compared with.

    `live` are each file's rows that withdraw nothing; of these are `filled`, the rows
    with a value in a column that may be empty, and `amounts`: by column and unit the
    number, median and ninth decile of all values but 0, without their signs. `kinds`
    are the rows of each value of a column that sorts them, unless it has too many.
    """

    live: dict[str, int]
    filled: dict[str, int]
    amounts: dict[str, dict[str, list[int]]]
    kinds: NotRequired[dict[str, dict[str, int]]]  # absent in earlier releases


class Broken(TypedDict):
    """A promise that a day has broken: whether it holds the day, and the figures.

    What was `found` names no value and no key of a row.
    """

    promise: str
    holds: bool
    found: str


class Judged(TypedDict):
    """The promises that a day has kept and broken, by what they are known by.

    Of the others it could not be asked: there was nothing to compare it with.
    """

    kept: list[str]
    broken: list[Broken]


class DayRecord(TypedDict):
    """One feed's landing day as it was read.

    `declared` is the digest of what landing.yaml said of its files, empty where that is
    nothing. `released` are the findings in spite of which somebody let the day in.
    One that is to be read `again` differs from whatever lands. Records of earlier
    releases have no `profile`, and no word of how the day was `judged`.
    """

    files: list[FileFacts]
    counts: list[FileCount]
    profile: NotRequired[Profile]
    judged: NotRequired[Judged]
    declared: NotRequired[str]
    released: NotRequired[list[str]]
    again: NotRequired[bool]


def day_folder(root: Path, feed: str, day: date) -> Path:
    """A feed's folder for one landing day, in staging or in the lake."""
    return root / feed / f"{DAY_PREFIX}{day.isoformat()}"


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


def read_it_again(folder: Path) -> None:
    """Make a day new, if it is known; it is still compared with what is known of it."""
    record = read_record(folder)
    if record is not None:
        write_record(folder, {**record, "again": True})


def accepted(record: DayRecord) -> int:
    """Accepted rows of the day."""
    return sum(count["accepted"] for count in record["counts"])


def rejected(record: DayRecord) -> int:
    """Rejected rows of the day; an unreadable file counts as one."""
    return sum(count["quarantined"] + count["whole"] for count in record["counts"])


def superseded(record: DayRecord) -> int:
    """Accepted rows of the day that were old, or repeated, when it was taken in."""
    return sum(count.get("superseded", 0) for count in record["counts"])


def is_uncounted(home: Home, feed: str, day: date) -> bool:
    """Whether a day of the lake has files whose superseded rows nobody has counted."""
    record = read_record(day_folder(home.lake, feed, day))
    return record is not None and any("superseded" not in c for c in record["counts"])


def rows_of_files(record: DayRecord) -> dict[str, int]:
    """The accepted rows of each file of the day."""
    return {count["name"]: count["accepted"] for count in record["counts"]}


def ignored(record: DayRecord) -> dict[str, list[str]]:
    """The columns of the day that were not read, by the file that has them."""
    return {
        count["name"]: count["ignored"]
        for count in record["counts"]
        if count.get("ignored")  # absent in records of earlier releases
    }


def left_out(records: Iterable[DayRecord]) -> Counter[str]:
    """How many accepted rows go without a value that was bad, by column."""
    found: Counter[str] = Counter()
    for record in records:
        for count in record["counts"]:
            found.update(count.get("left_out", {}))  # absent where nothing is
    return found


def without_offset(record: DayRecord) -> int:
    """Instants of the day that were read as UTC for want of an offset."""
    return sum(count.get("without_offset", 0) for count in record["counts"])


def is_new(home: Home, landed: LandingDay) -> bool:
    """Whether a landed day differs from what the lake holds of it."""
    known = read_record(day_folder(home.lake, landed.feed, landed.day))
    if known is None or known.get("again"):
        return True
    if known.get("declared", "") != landed.look.digest:
        return True
    return not landed.equals(known["files"])


def gone_files(home: Home, landed: LandingDay) -> list[str]:
    """Files of a landed day that the lake knows and the landing no longer has."""
    known = read_record(day_folder(home.lake, landed.feed, landed.day))
    present = {file.name for file in landed.files}
    names = [facts["name"] for facts in known["files"]] if known else []
    return [name for name in names if name not in present]


def staged_days(home: Home, feed: str) -> Iterator[tuple[date, DayRecord]]:
    """The days of a feed that wait in staging, oldest first."""
    for folder in sorted((home.staging / feed).glob(f"{DAY_PREFIX}*")):
        record = read_record(folder)
        if record is not None:
            yield date.fromisoformat(folder.name.removeprefix(DAY_PREFIX)), record


def record_files(home: Home) -> list[Path]:
    """The records of all the lake's days, in a fixed order."""
    return sorted(home.lake.glob(f"*/{DAY_PREFIX}*/{RECORD}"))


def released(home: Home) -> list[str]:
    """The findings in spite of which landing days were let into the lake."""
    records = [read_record(file.parent) for file in record_files(home)]
    return [f for record in records if record for f in record.get("released", [])]
