"""Rejected rows of a landing day as CSV files that a person can mend and land again.

They are written as landing.yaml says that the feed's files look, in the names that it
gives the columns, so that what is landed again is read as the rest is.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from loyalty_pipeline import duck
from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.declared.loading import look_of
from loyalty_pipeline.feeds.declared.model import FeedLook
from loyalty_pipeline.feeds.sources.formats import WORKBOOKS
from loyalty_pipeline.guard import quarantine
from loyalty_pipeline.guard.exported_file import columns, write
from loyalty_pipeline.guard.quarantine import RejectedRow
from loyalty_pipeline.home.layout import Home

_BATCH = 10_000


class Exported(NamedTuple):
    """What became of a feed's rejected rows: `left` names those that are in no file."""

    feed: str
    file: Path
    rows: int
    left: list[str]
    pattern: str | None


def export(
    home: Home, landing: Path, day: date, file: Path, feed: str | None = None
) -> list[Exported]:
    """Write the rejected rows of a day, of one feed or of each, and say what was.

    Where there are several feeds, the names of the files have the feed's inserted.
    Raises `LoyaltyError` where there are no such rows, and where a file is there.
    """
    found = _of_feeds(home, day, feed)
    targets = {name: _named(file, name, len(found) > 1) for name in found}
    for target in targets.values():
        _refuse(target)
    return [
        _export(name, look_of(landing, name), files, targets[name])
        for name, files in found.items()
    ]


def _of_feeds(home: Home, day: date, feed: str | None) -> dict[str, list[Path]]:
    """The files of rejected rows, by feed; a day may be in the lake and be held."""
    if feed is not None and feed not in FEEDS:
        raise LoyaltyError(
            f"{feed!r} is no feed", "--feed", f"name one of {', '.join(FEEDS)}"
        )
    found: dict[str, list[Path]] = {}
    for name, file in quarantine.files(home, day):
        if feed in (None, name):
            found.setdefault(name, []).append(file)
    if not found:
        of = f" of {feed}" if feed else ""
        raise LoyaltyError(
            f"no row{of} that landed on {day} is rejected",
            str(home.root),
            f"`loyalty quarantine list --home {home.root}` names the days that have"
            " such rows",
        )
    return found


def _named(file: Path, feed: str, is_one_of_several: bool) -> Path:
    if file.suffix.lower() != ".csv":
        raise LoyaltyError(
            "rejected rows are written as CSV, and by its name a file is read again",
            str(file),
            "name a file that ends in .csv",
        )
    return file.with_stem(f"{file.stem}-{feed}") if is_one_of_several else file


def _refuse(target: Path) -> None:
    if target.exists() or target.is_symlink():
        raise LoyaltyError(
            "the file is there already, and may have been mended",
            str(target),
            "name another one, or remove it",
        )
    if not target.parent.is_dir():
        raise LoyaltyError(
            "the folder of the file is not there", str(target), "make it first"
        )


def _export(feed: str, look: FeedLook, files: list[Path], target: Path) -> Exported:
    def everything() -> Iterator[RejectedRow]:
        return _rejected(files)

    def fit() -> Iterator[RejectedRow]:
        return (row for row in everything() if _why_left(row, look) is None)

    is_empty = next(fit(), None) is None
    count = 0 if is_empty else write(target, look, *columns(feed, look, fit), fit)
    return Exported(feed, target, count, _left(everything(), look), look.files)


def _rejected(files: list[Path]) -> Iterator[RejectedRow]:
    """The rows of some files, each once, in the order in which they landed."""
    each = " union ".join(
        f"(select file_name, row_position, reasons, original from {duck.rows(file)})"
        for file in files
    )
    with duck.connect() as connection:
        found = connection.execute(f"{each} order by 1, 2")
        while batch := found.fetchmany(_BATCH):
            yield from (RejectedRow(*row) for row in batch)


def _why_left(row: RejectedRow, look: FeedLook) -> str | None:
    """Why a row cannot be written as a line, if it cannot."""
    if row.position == 0 or row.original is None:  # the whole file
        return f"{row.file}: {row.reasons}; mend the file itself"
    if _has_native_values(row.file, look):
        # Native values have no look: 1.234 might be read as a thousand and more.
        return (
            f"{row.file} has values of types of their own, which do not look as"
            " landing.yaml says: mend the file itself"
        )
    return None


def _has_native_values(file: str, look: FeedLook) -> bool:
    """Whether a file's values are shown otherwise than as texts of landing.yaml."""
    formats = (look.date_format, look.instant_format)
    if file.lower().endswith(WORKBOOKS):  # its numbers have the mark that is declared
        return any(formats)
    marks = (look.decimal_mark, look.thousands_separator, look.timezone)
    return file.lower().endswith(".parquet") and any((*formats, *marks))


def _left(rows: Iterator[RejectedRow], look: FeedLook) -> list[str]:
    return list(dict.fromkeys(why for row in rows if (why := _why_left(row, look))))
