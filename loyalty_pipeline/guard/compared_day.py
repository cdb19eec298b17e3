"""A staged day beside what it is compared with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from loyalty_pipeline.feeds.contract import Feed
from loyalty_pipeline.feeds.day_record import DayRecord, rows_of_files


@dataclass(frozen=True)
class Day:
    """A staged day, what the lake has of it, and the days before it."""

    feed: Feed
    day: date
    record: DayRecord
    own: DayRecord | None
    earlier: Mapping[date, DayRecord]

    @property
    def let_in(self) -> list[date]:
        """The earlier days that were let in in spite of what was found."""
        return [day for day, record in self.earlier.items() if "released" in record]

    @property
    def gone_files(self) -> list[str]:
        """The files of which the lake has rows, and the landing no longer has them."""
        known = rows_of_files(self.own) if self.own else {}
        now = rows_of_files(self.record)
        return [name for name, rows in known.items() if rows and name not in now]
