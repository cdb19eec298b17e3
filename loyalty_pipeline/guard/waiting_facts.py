"""Facts that a build holds back: how many of those that landed wait, and for what.

One that waits is nothing out of the way. Where most of a day do, ids were spoiled on
one side, or a file is missing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from loyalty_pipeline import duck
from loyalty_pipeline.feeds.day_record import (
    accepted,
    day_folder,
    read_record,
    superseded,
)
from loyalty_pipeline.guard.held_days import FeedDay
from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home

LEAST = 20  # facts that wait, before their share alone is worth a word, or holds
LOUD = 0.05
MOST = 0.5

TABLE = "built.intermediate.int_held_back"
_BECAUSE = {
    "member": "name members that are not known",
    "order": "name orders that are not known",
    "campaign": "name campaigns that are not known",
    "tier": "name tiers that the rules do not have",
    "wallet": "name wallets that the rules do not have",
    "currency": "are not in the programme's currency",
}


@dataclass(frozen=True)
class Waiting:
    """Facts of a feed that wait for one kind of thing, of all that landed on `days`."""

    feed: str
    waiting_for: str
    days: tuple[date, ...]
    waiting: int
    facts: int

    def passes(self, share: float, least: int = LEAST) -> bool:
        """Whether more than a share of the facts wait, and at least so many."""
        return self.waiting >= least and self.waiting > self.facts * share

    @property
    def is_loud(self) -> bool:
        """Whether a person must be told; where most wait, of however few."""
        return self.passes(LOUD) or self.passes(MOST, least=1)

    def __str__(self) -> str:
        first, last = self.days[0], self.days[-1]
        landed = f"on {first}" if first == last else f"from {first} to {last}"
        return (
            f"{self.waiting:,} of {self.facts:,} {self.feed} landed {landed}"
            f" {_BECAUSE[self.waiting_for]}"
        )


def waiting_facts(build: Build, judged: Collection[FeedDay]) -> list[Waiting]:
    """What waits of the facts that landed on some days of feeds, worth a word or not.

    Each day stands by itself; several days of a feed also stand together, before them.
    """
    days_judged = set(judged)
    counts: dict[tuple[str, str], dict[date, int]] = defaultdict(dict)
    for feed, waiting_for, since, rows in _counted(build) if judged else []:
        if (feed, since) in days_judged:
            counts[feed, waiting_for][since] = rows
    feeds = {feed for feed, _ in counts}
    facts = {
        (feed, day): _facts(build.home, feed, day)
        for feed, day in days_judged
        if feed in feeds
    }
    return [
        found
        for (feed, waiting_for), days in sorted(counts.items())
        for found in _by_day(feed, waiting_for, days, facts)
    ]


def _by_day(
    feed: str,
    waiting_for: str,
    counts: dict[date, int],
    facts: dict[FeedDay, int],
) -> Iterator[Waiting]:
    days = sorted(day for found, day in facts if found == feed)
    if len(days) > 1:
        of_all = sum(facts[feed, day] for day in days)
        of_these = sum(counts.values())
        yield Waiting(feed, waiting_for, tuple(days), of_these, of_all)
    for day in sorted(counts):
        yield Waiting(feed, waiting_for, (day,), counts[day], facts[feed, day])


def told(found: Collection[Waiting]) -> list[Waiting]:
    """What a person must be told: of all the days together, or else day by day."""
    loud = [each for each in found if each.is_loud]
    together = {(e.feed, e.waiting_for) for e in loud if len(e.days) > 1}
    return [
        each
        for each in loud
        if len(each.days) > 1 or (each.feed, each.waiting_for) not in together
    ]


def too_many(found: Collection[Waiting], share: float) -> list[Waiting]:
    """The single days of which too many facts wait for anything to be published."""
    together = {
        (e.feed, e.waiting_for) for e in found if len(e.days) > 1 and e.passes(share)
    }
    return [
        each
        for each in found
        if len(each.days) == 1
        and each.passes(
            share, 1 if (each.feed, each.waiting_for) in together else LEAST
        )
    ]


def _counted(build: Build) -> list[tuple[str, str, date, int]]:
    with duck.connect() as connection:
        connection.execute(
            f"attach {duck.literal(build.warehouse)} as built (read_only)"
        )
        return connection.execute(
            f"select feed, waiting_for, since, count(*) from {TABLE} group by all"
        ).fetchall()


def _facts(home: Home, feed: str, day: date) -> int:
    """The rows of a day of the lake that were news when it was taken in."""
    record = read_record(day_folder(home.lake, feed, day))
    return accepted(record) - superseded(record) if record else 0
