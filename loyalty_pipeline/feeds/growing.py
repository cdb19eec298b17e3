"""Files that are still written to: their day is left for the next run.

A run watches the files of a new day from when it lists the landing to when it has read
them, some seconds at least: whatever changes meanwhile is left. A file that was written
just now and ends too soon is watched for a moment more. One that stays as it is has
been cut short, and is told at once: nobody may come to write the rest.
"""

import gzip
import time
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from loyalty_pipeline.feeds.day_record import DayRecord, FileCount
from loyalty_pipeline.feeds.landing import LandingDay

QUIET = 20  # seconds without a change, for those who can wait until a file is whole
_JUST_NOW = 10  # seconds
_MOMENT = 2  # seconds
_CHUNK = 1 << 24
_MAGIC = b"PAR1"


def watched(day: LandingDay) -> LandingDay:
    """The day with its files' sizes and times as they are now, to be compared with."""
    return replace(day, seen=day.stamps())


def has_changed(day: LandingDay) -> bool:
    """Whether a file was written to since the day was listed, or is gone."""
    if day.seen is None:
        return False
    stamps = day.stamps()
    return not stamps or stamps != day.seen


def is_quiet(day: LandingDay) -> bool:
    """Whether nothing was written to a day's files for a while."""
    return not any(_is_younger(file, QUIET) for file in day.files)


def wait_for(records: Iterable[tuple[LandingDay, DayRecord]]) -> None:
    """Give whoever writes the end of a file a moment, if a file seems to lack it."""
    if any(_may_grow(day, record) for day, record in records):
        time.sleep(_MOMENT)


def _may_grow(day: LandingDay, record: DayRecord) -> bool:
    spoiled = {count["name"] for count in record["counts"] if _is_spoiled(count)}
    return any(
        _is_younger(file, _JUST_NOW) and ends_too_soon(file)
        for file in day.files
        if file.name in spoiled
    )


def _is_spoiled(count: FileCount) -> bool:
    return count["whole"] or count["quarantined"] > 0


def _is_younger(file: Path, seconds: float) -> bool:
    try:
        return abs(time.time() - file.stat().st_mtime) < seconds
    except FileNotFoundError:
        return True


def ends_too_soon(file: Path) -> bool:
    """Whether a file lacks what its format ends with: of a text, the line's end."""
    suffix = file.suffix.lower()
    try:
        size = file.stat().st_size
        if size == 0:
            return True
        if suffix == ".gz":
            return _is_cut_gzip(file)
        if suffix in (".zip", ".xlsx", ".ods"):
            return not zipfile.is_zipfile(file)
        with file.open("rb") as stream:
            stream.seek(max(0, size - len(_MAGIC)))
            end = stream.read()
    except OSError:
        return True
    if suffix == ".parquet":
        return size < 2 * len(_MAGIC) or end != _MAGIC
    return not end.rstrip(b"\0").endswith((b"\n", b"\r"))


def _is_cut_gzip(file: Path) -> bool:
    try:
        with gzip.open(file) as stream:
            while stream.read(_CHUNK):
                pass
    except EOFError:
        return True
    except zlib.error:
        return False
    return False
