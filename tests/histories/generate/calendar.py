"""The days of a structure's timezone: when they begin, and how long they are."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from tests.histories.generate.structures import Structure

_DAY = timedelta(days=1)
_DAYS_LOOKED_AT = 900


@dataclass(frozen=True)
class Calendar:
    """The local days around the run's day."""

    structure: Structure

    @property
    def as_of(self) -> date:
        """The run's day."""
        return self.structure.as_of

    @cached_property
    def landing_days(self) -> list[date]:
        """The days on which facts land, before and after the run's day."""
        return [self.as_of + days * _DAY for days in (-40, 1, 3)]

    @cached_property
    def leap_day(self) -> date:
        """The 29 February of the last years before the run's day."""
        return date(self.as_of.year - self.as_of.year % 4, 2, 29)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The programme's timezone."""
        return ZoneInfo(self.structure.timezone)

    def day_of(self, instant: datetime) -> date:
        """The local day of an instant."""
        return instant.astimezone(self.zone).date()

    def midnight(self, day: date) -> datetime:
        """The first instant of a local day, or where it was skipped, of its rest."""
        return datetime.combine(day, time(), self.zone).astimezone(UTC)

    def length_of(self, day: date) -> timedelta:
        """How long a local day is."""
        return self.midnight(day + _DAY) - self.midnight(day)

    def clock_changes(self) -> list[date]:
        """The local days of the last years that are longer or shorter than 24 h."""
        days = [self.as_of - n * _DAY for n in range(_DAYS_LOOKED_AT)]
        return [day for day in days if self.length_of(day) != _DAY]
