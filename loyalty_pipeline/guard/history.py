"""The days that a landing day is compared with: those before it that were let in."""

from bisect import bisect_left
from datetime import date
from functools import cached_property

from loyalty_pipeline.feeds.day_record import DayRecord, day_folder, read_record
from loyalty_pipeline.feeds.landing import DAY_PREFIX
from loyalty_pipeline.home.layout import Home

_MOST = 28  # four weeks of a feed that lands daily


class History:
    """A feed's days in the lake, and of those that are being judged who passed."""

    def __init__(self, home: Home, feed: str) -> None:
        self._home = home
        self._feed = feed
        self._known: dict[date, DayRecord | None] = {}

    @cached_property
    def _days(self) -> list[date]:
        folders = (self._home.lake / self._feed).glob(f"{DAY_PREFIX}*")
        names = (folder.name.removeprefix(DAY_PREFIX) for folder in folders)
        return sorted(map(date.fromisoformat, names))

    def of(self, day: date) -> DayRecord | None:
        """What is known of a day; None where it was never let in."""
        if day not in self._known:
            folder = day_folder(self._home.lake, self._feed, day)
            self._known[day] = read_record(folder)
        return self._known[day]

    def before(self, day: date) -> dict[date, DayRecord]:
        """The last days before a day of which something is known, oldest first."""
        found: dict[date, DayRecord] = {}
        for earlier in reversed(self._days[: bisect_left(self._days, day)]):
            record = self.of(earlier)
            if record is not None:
                found[earlier] = record
            if len(found) == _MOST:
                break
        return dict(reversed(found.items()))

    def add(self, day: date, record: DayRecord) -> None:
        """Know a day that passed; in place of what the lake has of it."""
        if day not in self._days:
            self._days.insert(bisect_left(self._days, day), day)
        self._known[day] = record
