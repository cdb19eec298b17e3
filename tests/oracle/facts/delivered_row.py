"""What every delivered row carries, and which row of a key wins."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from operator import attrgetter
from typing import TypeVar

_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """Where and when a row was delivered, and whether it withdraws its key."""

    updated_at: datetime | None = None
    deleted_at: datetime | None = None
    landed_on: date = date(2000, 1, 1)
    file_name: str = ""
    row_position: int = 0

    def recency(self) -> tuple[datetime, date, str, int]:
        """Return what decides between two rows of one key: the greater wins."""
        end_of_landing = datetime.combine(self.landed_on, time(), UTC) + _DAY
        return (
            self.updated_at or end_of_landing,
            self.landed_on,
            self.file_name,
            self.row_position,
        )


RowT = TypeVar("RowT", bound=Row)


def newest(rows: Iterable[RowT], *key: str) -> list[RowT]:
    """Return the winning row of each key, without the keys it withdraws."""
    key_of = attrgetter(*key)
    winners: dict[object, RowT] = {}
    for row in rows:
        held = winners.get(key_of(row))
        if held is None or row.recency() > held.recency():
            winners[key_of(row)] = row
    return [row for row in winners.values() if row.deleted_at is None]
