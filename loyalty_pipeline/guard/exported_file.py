"""How rejected rows are written as a CSV file: its columns, and each row's cells."""

import csv
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.declared.model import FeedLook
from loyalty_pipeline.guard.quarantine import RejectedRow

# No column of a feed: ignored where the file is landed again.
LINE, BECAUSE, FROM = "rejected_line", "rejected_because", "rejected_from"
_NAMES = {column.name for feed in FEEDS.values() for column in feed.columns}

# A value's text by the name of its column; none where the file says nothing.
Texts = dict[str, str | None]
Rows = Callable[[], Iterator[RejectedRow]]


def columns(feed: str, look: FeedLook, rows: Rows) -> tuple[list[str], bool]:
    """The columns that any row had or must have, and whether some had none.

    What landing.yaml makes a constant, or leaves out, is no column of a file.
    """
    own = [
        column
        for column in FEEDS[feed].columns
        if column.name not in look.constants
        and look.columns.get(column.name, "") is not None
    ]
    given = {column.name for column in own if column.required}
    has_lines = False
    for row in rows():
        texts = _texts(row)
        given |= {*(texts or ())}
        has_lines = has_lines or texts is None
    return [column.name for column in own if column.name in given], has_lines


def _texts(row: RejectedRow) -> Texts | None:
    """A row's texts; None for one that could not be told apart into columns."""
    try:
        pairs = json.loads(row.original or "", object_pairs_hook=list)
        found = dict(pairs)
    except (ValueError, TypeError):
        return None
    is_told_apart = (
        len(found) == len(pairs)
        and found.keys() <= _NAMES
        and all(isinstance(text, str | None) for text in found.values())
    )
    return found if is_told_apart else None


def write(
    target: Path, look: FeedLook, columns: list[str], has_lines: bool, rows: Rows
) -> int:
    """Write a new file that none but its owner reads; return its rows."""
    encoding = look.encoding or "utf-8"
    written = "utf-8-sig" if encoding == "utf-8" else encoding  # as Excel knows it
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding=written, newline="") as stream:
            writer = csv.writer(stream, delimiter=look.delimiter or ",")
            line = [LINE] if has_lines else []
            theirs = [look.columns.get(name) or name for name in columns]
            writer.writerow([*theirs, *line, BECAUSE, FROM])
            count = 0
            for row in rows():
                writer.writerow(_cells(row, look, columns, has_lines, encoding))
                count += 1
    except BaseException as error:
        target.unlink(missing_ok=True)
        if isinstance(error, UnicodeEncodeError):
            raise _not_in(encoding, target) from None
        raise
    return count


def _cells(
    row: RejectedRow, look: FeedLook, columns: list[str], has_lines: bool, encoding: str
) -> list[str]:
    texts = _texts(row)
    cells = [_as_theirs((texts or {}).get(name), name, look) for name in columns]
    line = [row.original or "" if texts is None else ""] if has_lines else []
    told = (row.reasons, f"{row.file}, row {row.position}")
    because, origin = (t.encode(encoding, "replace").decode(encoding) for t in told)
    return [*cells, *line, because, origin]


def _as_theirs(text: str | None, name: str, look: FeedLook) -> str:
    """A text that is read as this one, where landing.yaml gives it another meaning."""
    if text is None:
        return ""
    values = look.values.get(name, {})
    if text not in values and text not in look.null_words:
        return text
    return next((theirs for theirs, ours in values.items() if ours == text), text)


def _not_in(encoding: str, target: Path) -> LoyaltyError:
    return LoyaltyError(
        f"a rejected value cannot be written in {encoding}, as landing.yaml says the"
        " feed's files are",
        str(target),
        "mend the row where it lies, as `loyalty quarantine show` names it",
    )
