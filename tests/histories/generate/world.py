"""A world: a programme with its campaigns, and the days on which much changes."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from tests.histories.generate.life import Life, facts_of_lives
from tests.histories.generate.programmes import Document
from tests.histories.generate.structures import Structure
from tests.oracle.facts.feeds import Campaign, Facts
from tests.oracle.rules.read_rules import read_rules
from tests.oracle.rules.versions import Rules, Version

_DAY = timedelta(days=1)
_DAYS_LOOKED_AT = 900


@dataclass(frozen=True)
class World:
    """What all members of one run share: the rules, the zone and the run's day."""

    structure: Structure
    document: Document
    # Every delivered row of the campaigns, at its place in a file.
    campaigns: tuple[Campaign, ...] = ()

    @property
    def as_of(self) -> date:
        """The run's day."""
        return self.structure.as_of

    @property
    def window(self) -> int | None:
        """How many days a score looks back over."""
        days: int | None = self.document["scoring_window_days"]
        return days

    @cached_property
    def version_starts(self) -> list[date]:
        """The first days of the versions after the first."""
        return [v["effective_from"] for v in self.document["versions"][1:]]

    @cached_property
    def landing_days(self) -> list[date]:
        """The days on which facts land, before and after the run's day."""
        return [self.as_of + days * _DAY for days in (-40, 1, 3)]

    @cached_property
    def leap_day(self) -> date:
        """The 29 February of the last years before the run's day."""
        return date(self.as_of.year - self.as_of.year % 4, 2, 29)

    @property
    def shared(self) -> Life:
        """The facts of nobody in particular."""
        return Life("", Facts(campaigns=[*self.campaigns]))

    def facts_of(self, *lives: Life) -> Facts:
        """All facts of some lives, with those that they share."""
        return facts_of_lives([self.shared, *lives])

    @cached_property
    def campaigns_giving_points(self) -> list[Campaign]:
        """The rows of campaigns that give points, twice those that ask for a tier."""
        kinds = ("points_multiplier", "bonus_points")
        found = [campaign for campaign in self.campaigns if campaign.kind in kinds]
        return [*found, *(campaign for campaign in found if campaign.min_tier)]

    @cached_property
    def targeted_campaigns(self) -> set[str]:
        """The campaigns that are for some, at least in one of their rows."""
        return {c.campaign_id for c in self.campaigns if c.audience == "targeted"}

    @cached_property
    def rules(self) -> Rules:
        """The rules as numbers."""
        return read_rules(self.document)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The programme's timezone."""
        return ZoneInfo(self.structure.timezone)

    def day_of(self, instant: datetime) -> date:
        """The local day of an instant."""
        return instant.astimezone(self.zone).date()

    def version(self, instant: datetime) -> Version:
        """The version in force at an instant."""
        return self.rules.version_on(self.day_of(instant).toordinal())

    def clock_changes(self) -> list[date]:
        """The local days of the last years that are longer or shorter than 24 h."""
        days = [self.as_of - n * _DAY for n in range(_DAYS_LOOKED_AT)]
        return [day for day in days if self.length_of(day) != _DAY]

    def length_of(self, day: date) -> timedelta:
        """How long a local day is."""
        return self.midnight(day + _DAY) - self.midnight(day)

    def midnight(self, day: date) -> datetime:
        """The first instant of a local day, or where it was skipped, of its rest."""
        return datetime.combine(day, time(), self.zone).astimezone(UTC)

    @cached_property
    def days_with_notable_expiry(self) -> dict[str, list[date]]:
        """By wallet, the days whose points end when rules change, or clocks do."""
        found = defaultdict(list)
        for end in [*self.version_starts * 2, *self.clock_changes()]:
            for version in self.rules.versions:
                for wallet, valid in version.validity_days.items():
                    day = end - (valid or 0) * _DAY
                    if valid and version is self.version(self.midnight(day)):
                        found[wallet].append(day)
        return found

    @cached_property
    def notable_days(self) -> list[date]:
        """Days at an edge of something, each with its neighbours."""
        notable = [
            *self.version_starts * 2,
            *[self.leap_day] * 4,
            self.as_of,
            *self.clock_changes(),
        ]
        if self.window:
            notable.append(self.as_of - self.window * _DAY)
        return [day + shift * _DAY for day in notable for shift in (-1, 0, 1)]

    @cached_property
    def day_shifts(self) -> list[int]:
        """Days from one fact to the next: none, few, a window, a tier's validity."""
        around = [1, 90, self.window or 365]
        return [0, 0, 0, 0, 0, 0, 1, -1, 2, 5, *around, *(n + 1 for n in around)]
