"""The column by which a feed is pulled step by step, and where the next step begins.

The position is the greatest value that was seen. The next pull begins `lag` before it:
a row may be written before another and committed after it, and clocks without a zone go
back by an hour once a year. What is seen twice is told apart by its digest. A time that
is yet to come is never a position: all that is written until then would be left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from loyalty_pipeline.feeds.databases import columns as c

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

# A number, date, time or text, by the cursor's kind.
Value: TypeAlias = Any

_LAG, _DAY_LAG = timedelta(hours=2), timedelta(days=1)
_NUMBER_LAG = 10_000
_ZONES = timedelta(hours=14)  # how far ahead of UTC a clock without a zone may be
_TEXT = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d:\d\d(\.\d{1,6})?(Z|\+00:00)?)?")
NUMBER, DAY, CLOCK, MOMENT, WRITTEN = "number", "date", "wall clock", "instant", "text"
_KINDS = {"bigint": NUMBER, "decimal": NUMBER, "date": DAY}


class CursorError(Exception):
    """A column that cannot be a cursor, and why."""


@dataclass(frozen=True)
class Cursor:
    """A cursor column of some kind, and how far behind its position a pull begins."""

    column: c.Column
    kind: str
    lag: int | timedelta
    is_utc_naive: bool = False

    def since(self, position: str | None) -> "ColumnElement[bool] | None":
        """SQL for the rows of the next pull; None for all of them.

        Rows without a value are among them: no position says whether they are new.
        """
        import sqlalchemy as sa

        begin = self.begin(position)
        if begin is None:
            return None
        if self.is_utc_naive and isinstance(begin, datetime):
            begin = begin.replace(tzinfo=None)
        if isinstance(begin, Decimal) and begin == int(begin):
            begin = int(begin)  # which no driver makes a floating-point number of
        return sa.or_(sa.column(self.column.name) >= begin, self.column.absent)

    def begin(self, position: str | None) -> Value | None:
        """Where the next pull begins, by the position that is known."""
        if position is None:
            return None
        value = self._read(position)
        if isinstance(value, str):
            return _earlier(value, self.lag)
        try:
            return value - self.lag
        except OverflowError:
            return None

    def is_beyond(self, value: Value, position: str | None) -> bool:
        """Whether a value, as the database gives it, lies beyond a position."""
        if position is None:
            return True
        if self.is_utc_naive and self.kind == MOMENT:
            value = value.replace(tzinfo=UTC)
        return bool(value > self._read(position))

    def position(
        self, known: str | None, seen: Value | None, now: datetime
    ) -> str | None:
        """The position after a pull: the greatest value seen but for times to come."""
        if seen is None:
            return known
        latest = self._latest(now)
        found = seen if latest is None else min(seen, latest)
        if known is not None:
            found = max(found, self._read(known))
        return found if isinstance(found, str) else _written(found)

    def _latest(self, now: datetime) -> Value | None:
        if self.kind == MOMENT:
            return now
        naive = now.astimezone(UTC).replace(tzinfo=None) + _ZONES
        if self.kind == CLOCK:
            return naive
        if self.kind == DAY:
            return naive.date()
        return naive.isoformat(" ") if self.kind == WRITTEN else None

    def _read(self, position: str) -> Value:
        if self.kind == NUMBER:
            return Decimal(position)
        if self.kind == DAY:
            return date.fromisoformat(position)
        return position if self.kind == WRITTEN else datetime.fromisoformat(position)


def cursor_of(
    found: Sequence[c.Column], name: str, lag: int | timedelta | None, dialect: str
) -> Cursor:
    """The cursor among a relation's columns; raises `CursorError`."""
    named = [each for each in found if each.name == name]
    if not named:
        names = ", ".join(each.name for each in found)
        raise CursorError(f"there is no column {name!r} as its cursor, among {names}")
    kind = _kind(named[0], dialect)
    if kind is None:
        raise CursorError(f"its cursor {name} is neither a time nor a number")
    return Cursor(named[0], kind, _lag(name, kind, lag), dialect == "mysql")


def _lag(name: str, kind: str, lag: int | timedelta | None) -> int | timedelta:
    if lag is None:
        lag = _NUMBER_LAG if kind == NUMBER else _LAG
    if isinstance(lag, int) is not (kind == NUMBER):
        example = "1000" if kind == NUMBER else "2h"
        raise CursorError(
            f"its cursor {name} is a {kind}, so that its lag is written like {example}"
        )
    return max(lag, _DAY_LAG) if isinstance(lag, timedelta) and kind == DAY else lag


def check_written(seen: Value | None) -> None:
    """Raise `CursorError` for a text that is no time, or has another form than ISO."""
    if isinstance(seen, str) and not _TEXT.fullmatch(seen):
        raise CursorError(
            "its cursor holds texts, not all of which are like 2025-12-31 18:30:00;"
            " give it as a time or a number, by a query"
        )


def _kind(column: c.Column, dialect: str) -> str | None:
    data_type = column.kind["data_type"]
    if data_type == "timestamp":
        return MOMENT if column.kind["timezone"] else CLOCK
    if data_type == "binary" and dialect == "sqlite":
        return WRITTEN
    return _KINDS.get(data_type)


def _earlier(value: str, lag: Any) -> str:
    """A text that sorts before those of times from then on, of the same form."""
    time = datetime.fromisoformat(value) - lag
    if len(value) == len("2025-12-31"):
        return str(time.date())
    return str(time.replace(tzinfo=None).isoformat(value[10], "seconds"))


def _written(value: Value) -> str:
    return str(value.isoformat()) if isinstance(value, date) else str(value)
