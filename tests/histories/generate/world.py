"""A world: a programme with its campaigns, and the days on which much changes."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from tests.histories.generate.calendar import Calendar
from tests.histories.generate.life import Life, facts_of_lives
from tests.histories.generate.programmes import Document
from tests.oracle.facts.feeds import Campaign, Facts
from tests.oracle.rules.read_rules import read_rules
from tests.oracle.rules.versions import Rules, Version

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class World(Calendar):
    """What all members of one run share: the rules, the zone and the run's day."""

    document: Document
    # Every delivered row of the campaigns, at its place in a file.
    campaigns: tuple[Campaign, ...] = ()

    @property
    def window(self) -> int | None:
        """How many days a score looks back over."""
        days: int | None = self.document["scoring_window_days"]
        return days

    @cached_property
    def version_starts(self) -> list[date]:
        """The first days of the versions after the first."""
        return [v["effective_from"] for v in self.document["versions"][1:]]

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

    def version(self, instant: datetime) -> Version:
        """The version in force at an instant."""
        return self.rules.version_on(self.day_of(instant).toordinal())

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
