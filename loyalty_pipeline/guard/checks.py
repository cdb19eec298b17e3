"""What the guard finds wrong with a staged landing day, check by check."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from loyalty_pipeline.feeds.catalog import Feed
from loyalty_pipeline.feeds.day_record import DayRecord, day_folder, write_record
from loyalty_pipeline.feeds.staging import ACCEPTED
from loyalty_pipeline.guard import day_rules, many_days
from loyalty_pipeline.guard.findings import Finding
from loyalty_pipeline.guard.profiles import profiles
from loyalty_pipeline.guard.suites import Promise
from loyalty_pipeline.home.layout import Home

FEW_REJECTED = "few_rows_are_quarantined"
KEEPS_EXPECTATIONS = "keeps_its_expectations"

Found = dict[str, list[Finding]]


def checks(feed: Feed) -> dict[str, str]:
    """The checks that each landing day of a feed must pass, and what they say."""
    suite = f"`expectations/{feed.name}.json`"
    return {
        FEW_REJECTED: f"Few rows of a landing day are refused: the limits of {suite}.",
        KEEPS_EXPECTATIONS: f"Each new day keeps every other promise of {suite}.",
    }


def findings(
    home: Home, feed: Feed, records: Mapping[date, DayRecord]
) -> dict[date, Found]:
    """What each check finds wrong with each staged day; nothing where it passes.

    The staged days' records are given the profile that later days are compared with.
    """
    _add_profiles(home, feed, records)
    promises = _broken_promises(home, feed, records)
    held = {day: any(f.is_critical for f in found) for day, found in promises.items()}
    rules = day_rules.check(home, feed, records, held)
    return {day: _by_check(rules[day], promises[day]) for day in records}


def _by_check(rules: day_rules.ByColumn, promises: list[Finding]) -> Found:
    about = day_rules.ABOUT_REJECTED_ROWS
    rejected = [finding for column, finding in rules.items() if column in about]
    others = [finding for column, finding in rules.items() if column not in about]
    return {FEW_REJECTED: rejected, KEEPS_EXPECTATIONS: [*promises, *others]}


def _add_profiles(home: Home, feed: Feed, records: Mapping[date, DayRecord]) -> None:
    for day, profile in profiles(feed, _accepted(home, feed, records)).items():
        records[day]["profile"] = profile
        write_record(day_folder(home.staging, feed.name, day), records[day])


def _broken_promises(
    home: Home, feed: Feed, records: Mapping[date, DayRecord]
) -> dict[date, list[Finding]]:
    judged = many_days.check_days(feed, _accepted(home, feed, records))
    return {
        day: [_finding(feed, day, promise) for promise in promises if promise.is_broken]
        for day, promises in judged.items()
    }


def _finding(feed: Feed, day: date, promise: Promise) -> Finding:
    why = "" if promise.holds else f": {promise.limits.why_only_a_warning()}"
    return Finding(f"{feed.name} landed on {day}: {promise}{why}", promise.holds)


def _accepted(home: Home, feed: Feed, days: Iterable[date]) -> dict[date, Path]:
    folders = {day: day_folder(home.staging, feed.name, day) for day in days}
    return {day: folder / ACCEPTED for day, folder in folders.items()}
