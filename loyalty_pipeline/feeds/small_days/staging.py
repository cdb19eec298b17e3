"""Staging a feed's new days: small ones of one shape are read as one, others alone."""

import json
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from loyalty_pipeline import duck
from loyalty_pipeline.feeds import growing
from loyalty_pipeline.feeds.contract import Feed
from loyalty_pipeline.feeds.day_record import (
    DayRecord,
    FileCount,
    day_folder,
    rejected,
    write_record,
)
from loyalty_pipeline.feeds.landing import FileFacts, LandingDay
from loyalty_pipeline.feeds.row_sql import lake_columns
from loyalty_pipeline.feeds.small_days.given_columns import given_by_file, of_file
from loyalty_pipeline.feeds.small_days.shape import SMALL, shapes
from loyalty_pipeline.feeds.small_days.together import Place, put_together
from loyalty_pipeline.feeds.small_days.told_apart import (
    contradicted_days,
    know,
    lay_out,
    left_out,
    without_offset,
)
from loyalty_pipeline.feeds.sources.plain_text import UTF_8
from loyalty_pipeline.feeds.sources.reading import UnreadableError
from loyalty_pipeline.feeds.staging import (
    ACCEPTED,
    LEFT_OUT,
    QUARANTINE_COLUMNS,
    QUARANTINED,
    WITHOUT_OFFSET,
    stage,
)
from loyalty_pipeline.home.layout import Home

_BYTES_TOGETHER = 1 << 26
_SCRATCH = ".together"


def stage_days(
    feed: Feed, days: Sequence[LandingDay], home: Home
) -> dict[LandingDay, DayRecord]:
    """Read landed days into staging, each as `stage` does; what was counted, by day.

    Without the days of which a file was written to since they were listed.
    """
    days = [day for day in days if not growing.has_changed(day)]
    records: dict[LandingDay, DayRecord] = {}
    for group in _groups(days):
        if len(group) > 1:
            records |= _stage_together(feed, group, home)
    for day in days:
        if day not in records:
            folder = day_folder(home.staging, feed.name, day.day)
            records[day] = stage(feed, day, folder)
    growing.wait_for(records.items())
    return {day: records[day] for day in days if _is_done(feed, day, records, home)}


def _is_done(
    feed: Feed, day: LandingDay, records: dict[LandingDay, DayRecord], home: Home
) -> bool:
    """Whether a day's files are as they were; one that grows is another run's."""
    if not day.has_changed_since(records[day]["files"]):
        return True
    shutil.rmtree(day_folder(home.staging, feed.name, day.day), ignore_errors=True)
    return False


def _groups(days: Sequence[LandingDay]) -> Iterator[list[LandingDay]]:
    """The days that may be read as one: small ones, whose files all have one shape."""
    sizes = {day: sum(file.stat().st_size for file in day.files) for day in days}
    small = [day for day in days if sizes[day] <= SMALL and _is_utf_8(day)]
    known = shapes(file for day in small for file in day.files)
    alike: dict[str, list[LandingDay]] = defaultdict(list)
    for day in small:
        shape, *others = {known.get(file) for file in day.files}
        if shape is not None and not others:
            alike[shape].append(day)
    for group in alike.values():
        yield from _portions(group, sizes)


def _is_utf_8(day: LandingDay) -> bool:
    """Whether its texts are what they seem; of others each file is decoded alone."""
    return day.look.encoding in (None, UTF_8)


def _portions(
    days: list[LandingDay], sizes: dict[LandingDay, int]
) -> Iterator[list[LandingDay]]:
    """The days in turn, as many at a time as fit into memory with ease."""
    portion: list[LandingDay] = []
    total = 0
    for day in days:
        if portion and total + sizes[day] > _BYTES_TOGETHER:
            yield portion
            portion, total = [], 0
        portion.append(day)
        total += sizes[day]
    yield portion


def _stage_together(
    feed: Feed, days: list[LandingDay], home: Home
) -> dict[LandingDay, DayRecord]:
    """The records of days that were read as one; none where that cannot be done."""
    scratch = home.staging / feed.name / _SCRATCH
    facts = {day: day.facts() for day in days}  # before reading, as `stage` does
    try:
        whole, places = put_together(days, scratch)
        together = LandingDay(feed.name, days[0].day, (whole,), days[0].look)
        record = stage(feed, together, scratch, are_files=False)
        (count,) = record["counts"]
        # What is wrong with the whole is said of the file it is wrong with.
        if count["whole"] or count["read"] != sum(place.rows for place in places):
            return {}
        records = _tell_apart(feed, scratch, places, count, facts, home)
        if whole.suffix != ".jsonl":
            return records
        # A rejected line is shown with every key of its file: of the whole it has more.
        return {day: found for day, found in records.items() if not rejected(found)}
    except UnreadableError:
        return {}
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _tell_apart(
    feed: Feed,
    scratch: Path,
    places: list[Place],
    whole: FileCount,
    facts: dict[LandingDay, list[FileFacts]],
    home: Home,
) -> dict[LandingDay, DayRecord]:
    folders = [(d.day, day_folder(home.staging, feed.name, d.day)) for d in facts]
    with duck.connect() as connection:
        know(connection, places)
        alone = contradicted_days(connection, feed, scratch / ACCEPTED)
        filled = given_by_file(connection, feed, places, whole, scratch)
        accepted = lay_out(connection, scratch / ACCEPTED, folders, lake_columns(feed))
        quarantined = lay_out(
            connection, scratch / QUARANTINED, folders, QUARANTINE_COLUMNS
        )
        missed = left_out(connection, scratch / LEFT_OUT)
        naive = without_offset(connection, scratch / WITHOUT_OFFSET)
    records = {
        day: DayRecord(files=facts[day], counts=[], declared=day.look.digest)
        for day in facts
        if day.day not in alone  # read by itself, a file's contradictions are rejected
    }
    for place in places:
        if place.day not in records:
            continue
        key = place.day.day, place.file.name
        records[place.day]["counts"].append(
            FileCount(
                name=place.file.name,
                read=place.rows,
                accepted=accepted.get(key, 0),
                quarantined=quarantined.get(key, 0),
                whole=False,
                ignored=[n for n in whole["ignored"] if _has(place.file, n)],
                left_out=missed.get(key, {}),
                columns=[n for n in whole["columns"] if _has(place.file, n)],
                without_offset=naive.get(key, 0),
                given={
                    name: rows
                    for name, rows in of_file(place, whole, filled).items()
                    if _has(place.file, name)
                },
            )
        )
    for day, record in records.items():
        write_record(day_folder(home.staging, feed.name, day.day), record)
    return records


def _has(file: Path, column: str) -> bool:
    """Whether a file, too, has a column that the whole has: JSONL has no header."""
    if file.suffix.lower() != ".jsonl":
        return True
    key = re.escape(json.dumps(column, ensure_ascii=False).encode())
    return re.search(key + rb"\s*:", file.read_bytes()) is not None
