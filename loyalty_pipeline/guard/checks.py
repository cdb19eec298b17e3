"""What the guard finds wrong with a staged landing day, check by check."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from loyalty_pipeline.feeds.catalog import Feed
from loyalty_pipeline.feeds.day_record import DayRecord, day_folder, write_record
from loyalty_pipeline.feeds.staging import ACCEPTED
from loyalty_pipeline.guard import day_rules, judged, many_days
from loyalty_pipeline.guard.findings import Finding
from loyalty_pipeline.guard.profiles import defaults_given, profiles
from loyalty_pipeline.guard.suite_files import rows_suite
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

    The staged days' records are given the profile that later days are compared with,
    and how each promise was kept.
    """
    staged = _accepted(home, feed, records)
    for day, profile in profiles(feed, staged).items():
        profile["filled"] |= defaults_given(feed, records[day], profile)
        records[day]["profile"] = profile
    promises = many_days.check_days(feed, staged)
    held = {day: any(p.holds for p in promises[day]) for day in records}
    rules = day_rules.check(home, feed, records, held)
    _keep(home, feed, records, promises, rules)
    return {
        day: _by_check(rules[day].findings, _broken(feed, day, promises[day]))
        for day in records
    }


def _by_check(rules: day_rules.ByColumn, promises: list[Finding]) -> Found:
    about = day_rules.ABOUT_REJECTED_ROWS
    rejected = [finding for column, finding in rules.items() if column in about]
    others = [finding for column, finding in rules.items() if column not in about]
    return {FEW_REJECTED: rejected, KEEPS_EXPECTATIONS: [*promises, *others]}


def _keep(
    home: Home,
    feed: Feed,
    records: Mapping[date, DayRecord],
    promises: Mapping[date, list[Promise]],
    rules: Mapping[date, day_rules.Ruled],
) -> None:
    """Write into the staged days' records what is known of them now."""
    expectations = json.loads(rows_suite(feed.name))["expectations"]
    for day, record in records.items():
        of_rows = judged.of_rows(expectations, promises[day])
        record["judged"] = judged.together(of_rows, rules[day].judged)
        write_record(day_folder(home.staging, feed.name, day), record)


def _broken(feed: Feed, day: date, promises: list[Promise]) -> list[Finding]:
    return [_finding(feed, day, promise) for promise in promises if promise.is_broken]


def _finding(feed: Feed, day: date, promise: Promise) -> Finding:
    why = "" if promise.holds else f": {promise.limits.why_only_a_warning()}"
    return Finding(f"{feed.name} landed on {day}: {promise}{why}", promise.holds)


def _accepted(home: Home, feed: Feed, days: Iterable[date]) -> dict[date, Path]:
    folders = {day: day_folder(home.staging, feed.name, day) for day in days}
    return {day: folder / ACCEPTED for day, folder in folders.items()}
