"""A feed's new rows, pulled from a database and landed as a file of the day.

The day is the local one of the programme, on which the pull begins. Each pull adds a
file that sorts after those before it, and replaces none.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from loyalty_pipeline.feeds.databases import position as positions
from loyalty_pipeline.feeds.databases.cursor import Cursor, Value, check_written
from loyalty_pipeline.feeds.databases.digests import Rows, land
from loyalty_pipeline.feeds.databases.engines import connected
from loyalty_pipeline.feeds.databases.loading import FILES
from loyalty_pipeline.feeds.databases.model import Source
from loyalty_pipeline.feeds.databases.position import LandedFile, Position
from loyalty_pipeline.feeds.databases.relation import describe
from loyalty_pipeline.feeds.databases.rows import Asked, write
from loyalty_pipeline.feeds.databases.words import in_words
from loyalty_pipeline.feeds.day_record import day_folder
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.run.progress import say

if TYPE_CHECKING:
    from sqlalchemy import URL


@dataclass(frozen=True)
class Place:
    """Where pulled rows land, and the zone whose days are the landing days."""

    home: Home
    landing: Path
    zone: ZoneInfo


@dataclass(frozen=True)
class Pulled:
    """What a pull came to: rows that the database gave, and those of them that landed.

    `reached` is the cursor's position after it; `file` is where the new rows landed.
    """

    read: int
    landed: int
    reached: str | None
    file: Path | None


@dataclass(frozen=True)
class _Read:
    """What a database gave: rows in a scratch file, and the greatest cursor."""

    count: int
    rows: Rows | None
    greatest: Value | None
    cursor: Cursor | None
    known: Position


def pull(place: Place, feed: str, source: Source, url: "URL") -> Pulled:
    """Pull a feed once; raises `SourceError`, and then nothing has changed.

    First the file stands in the landing, on the disk; then the position is kept.
    """
    now = datetime.now(UTC)
    with _scratch(place.home, feed) as scratch:
        with in_words(feed, source, url):
            read = _read(place, feed, source, url, scratch)
        seen = read.known.seen
        file = _next_file(place, feed, now)
        new = land(read.rows, seen, file) if read.rows else 0
        if new:
            positions.keep_on_disk(file)
        _keep(place.home, feed, source, read, file if new else None, now)
    return Pulled(read.count, new, _reached(read, now), file if new else None)


def _read(place: Place, feed: str, source: Source, url: "URL", scratch: Path) -> _Read:
    known = _known(place, feed, source)
    with connected(url) as engine:
        relation, columns, cursor = describe(engine, source)
        if known.kind != (cursor and cursor.kind):
            known = Position(files=known.files)
        since = cursor.since(known.reached) if cursor else None
        count = write(engine, Asked(relation, columns, since), scratch)
    rows = Rows.of(scratch) if count else None
    greatest = rows.greatest(cursor) if rows and cursor else None
    check_written(greatest)
    return _Read(count, rows, greatest, cursor, known)


def _known(place: Place, feed: str, source: Source) -> Position:
    """How far the feed was pulled: from the beginning where a landed file was lost.

    A file that is taken out of the landing before the lake has it, as one that was held
    may be, takes good rows along: no position may go on from it.
    """
    known = positions.read(place.home, feed, source)
    waiting, gone = positions.still_there(place.home, place.landing, feed, known.files)
    if gone:
        names = ", ".join(file["name"] for file in gone)
        say(f"pull     {feed}: all anew, since {names} is gone and not in the lake")
        return Position(files=tuple(waiting))
    return Position(known.kind, known.reached, known.seen, tuple(waiting))


def _reached(read: _Read, now: datetime) -> str | None:
    if read.cursor is None:
        return None
    return read.cursor.position(read.known.reached, read.greatest, now)


def _keep(
    home: Home, feed: str, source: Source, read: _Read, file: Path | None, now: datetime
) -> None:
    """Write the position, and the digests that the next pull needs."""
    cursor, reached, seen = read.cursor, _reached(read, now), None
    if read.rows is not None:
        seen = home.sources / f"{feed}-{_stamp(now)}.parquet"
        begin = cursor.begin(reached) if cursor else None
        read.rows.keep_seen(cursor, begin, seen)
        positions.keep_on_disk(seen)
    files = read.known.files
    if file is not None:
        day = file.parent.name.partition("=")[2]
        files = (*files, LandedFile(day=day, name=file.name))
    kind = cursor.kind if cursor else None
    positions.write(home, feed, source, Position(kind, reached, seen, files))


def _next_file(place: Place, feed: str, now: datetime) -> Path:
    """A name in the day's folder after all those that were pulled into it."""
    day = now.astimezone(place.zone).date()
    folder = day_folder(place.landing, feed, day)
    stamp = _stamp(now)
    latest = max((file.stem for file in folder.glob(FILES)), default="")
    if latest >= FILES.replace("*", stamp).removesuffix(".parquet"):
        stamp = f"{latest.removeprefix('pulled-')}_next"  # the clock was put back
    return folder / FILES.replace("*", stamp)


def _stamp(now: datetime) -> str:
    return f"{now:%Y%m%dT%H%M%S%fZ}"


@contextmanager
def _scratch(home: Home, feed: str) -> Iterator[Path]:
    """A file beside the positions that no backup takes along; gone in the end."""
    home.sources.mkdir(parents=True, exist_ok=True)
    scratch = home.sources / f".{feed}.new"
    scratch.unlink(missing_ok=True)
    try:
        yield scratch
    finally:
        scratch.unlink(missing_ok=True)
