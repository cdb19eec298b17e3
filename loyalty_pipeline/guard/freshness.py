"""Feeds that landed daily and no longer do; one that never landed is not late."""

import json
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.landing import DAY_PREFIX, LandingDay
from loyalty_pipeline.guard.suite_files import feed_suite, limits
from loyalty_pipeline.home.layout import Home

_DAILY = 0.9  # of the days: a shop may be closed on some
_NUMBER = "days_since_landed"


class Rule(NamedTuple):
    """Within how many days a feed lands that landed daily for at least so many."""

    within: int
    daily_for: int


class Late(NamedTuple):
    """A feed that is late: when it landed last, and how many days ago that was."""

    feed: str
    last: date
    days: int

    def __str__(self) -> str:
        return (
            f"{self.feed} landed daily until {self.last}, and not in the {self.days}"
            " days since: is its export still running?"
        )


def rule_of(feed: str) -> Rule | None:
    """What a feed's suite says of how often it lands; None where it says nothing."""
    for expectation in json.loads(feed_suite(feed))["expectations"]:
        given = expectation["kwargs"]
        if given.get("column") == _NUMBER:
            return Rule(int(given["max_value"]), limits(expectation).least_days)
    return None


def late(home: Home, landed: Iterable[LandingDay], as_of: date) -> list[Late]:
    """The feeds that are late on the day that a run is about.

    What has left the landing has landed, too: the lake knows of it.
    """
    days: dict[str, set[date]] = {feed: _in_the_lake(home, feed) for feed in FEEDS}
    for each in landed:
        days[each.feed].add(each.day)
    return [
        found
        for feed, known in days.items()
        if known and (found := _late(feed, known, as_of)) is not None
    ]


def _late(feed: str, days: set[date], as_of: date) -> Late | None:
    rule, last = rule_of(feed), max(days)
    gap = (as_of - last).days
    if rule is None or gap <= rule.within:
        return None
    before = last - timedelta(days=rule.daily_for)
    recent = sum(day > before for day in days)
    is_daily = recent >= rule.daily_for * _DAILY
    return Late(feed, last, gap) if is_daily else None


def _in_the_lake(home: Home, feed: str) -> set[date]:
    folders = (home.lake / feed).glob(f"{DAY_PREFIX}*")
    return {date.fromisoformat(f.name.removeprefix(DAY_PREFIX)) for f in folders}
