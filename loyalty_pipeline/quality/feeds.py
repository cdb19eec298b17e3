"""Each feed as the quality page has it: its promises, its days, its months."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.guard.suite_files import (
    days_suite,
    feed_suite,
    known_by,
    limits,
    rows_suite,
)
from loyalty_pipeline.quality.days import IN_FULL, Day


class Mark(NamedTuple):
    """What became of a promise on a day."""

    day: date
    came: str


@dataclass(frozen=True)
class Promise:
    """An expectation of a feed's suite, and what became of it on the last days."""

    says: str
    severity: str
    about: str
    marks: list[Mark]

    @property
    def counts(self) -> Counter[str]:
        """How often each came."""
        return Counter(mark.came for mark in self.marks)


@dataclass(frozen=True)
class Month:
    """The days of a feed that landed in one month, added up."""

    month: str
    days: int
    outcomes: Counter[str]
    read: int
    accepted: int
    rejected: int
    superseded: int | None


@dataclass(frozen=True)
class Found:
    """A promise that a day has broken, and the figures."""

    feed: str
    day: date
    came: str
    says: str
    figures: str


@dataclass(frozen=True)
class FeedQuality:
    """A feed: its last days in full, those before by month."""

    name: str
    says: str
    days: list[Day]
    older: list[Month]
    promises: list[Promise]
    every: Month

    @property
    def broken(self) -> list[Found]:
        """What was found on the last days, newest first."""
        promises = _promises(self.name)
        return [
            Found(
                self.name,
                day.day,
                day.mark(each["promise"]),
                promises.get(each["promise"], (_GONE,))[0],
                each["found"],
            )
            for day in self.days
            for each in day.broken
        ]


_GONE = "A promise that the suite no longer has."


def feed_quality(name: str, days: Sequence[Day], today: Mark) -> FeedQuality:
    """A feed of these days, newest first; `today` is whether it comes in time."""
    recent, older = list(days[:IN_FULL]), days[IN_FULL:]
    return FeedQuality(
        name,
        FEEDS[name].says,
        recent,
        [_month(m, [*of]) for m, of in groupby(older, lambda day: f"{day.day:%Y-%m}")],
        [
            Promise(*words, _marks(key, words, recent, today))
            for key, words in _promises(name).items()
        ],
        _month("", days),
    )


def _marks(
    key: str, words: tuple[str, str, str], recent: Sequence[Day], today: Mark
) -> list[Mark]:
    """Of the days, oldest first; a promise about the feed is asked as of today."""
    if words[2] == "feed":
        return [today]
    return [Mark(day.day, day.mark(key)) for day in reversed(recent)]


def _month(month: str, days: Sequence[Day]) -> Month:
    superseded = [day.superseded for day in days if day.taken_in]
    known = [rows for rows in superseded if rows is not None]
    return Month(
        month,
        len(days),
        Counter(day.outcome for day in days),
        sum(day.read for day in days),
        sum(day.accepted for day in days),
        sum(day.rejected for day in days),
        sum(known) if len(known) == len(superseded) else None,
    )


def _promises(feed: str) -> dict[str, tuple[str, str, str]]:
    """The sentence, severity and subject of each promise, by what it is known by."""
    return {
        known_by(expectation): (
            limits(expectation).says,
            "critical" if limits(expectation).is_critical else "warning",
            about,
        )
        for about, suite in (
            ("row", rows_suite(feed)),
            ("day", days_suite(feed)),
            ("feed", feed_suite(feed)),
        )
        for expectation in json.loads(suite)["expectations"]
    }
