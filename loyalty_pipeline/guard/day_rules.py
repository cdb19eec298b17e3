"""The staged days of a feed held against its rules, each after those before it."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from loyalty_pipeline.feeds.catalog import Feed
from loyalty_pipeline.feeds.day_record import DayRecord, Judged
from loyalty_pipeline.guard import judged, rejected_share
from loyalty_pipeline.guard.feed_rules import broken, judge
from loyalty_pipeline.guard.findings import Finding
from loyalty_pipeline.guard.held_days import held_days, is_released
from loyalty_pipeline.guard.history import History
from loyalty_pipeline.guard.measure import Measure
from loyalty_pipeline.guard.measures import measures
from loyalty_pipeline.guard.suite_files import days_suite, limits
from loyalty_pipeline.home.layout import Home

ABOUT_REJECTED_ROWS = ("nothing_readable", "rejected_share", "unreadable_share")
_EXPLAINED = 5  # warned days, of a history that may have hundreds

Row = dict[str, Measure]
ByColumn = dict[str, Finding]


class Ruled(NamedTuple):
    """What the rules of a day find: a finding for each number, and every verdict."""

    findings: ByColumn
    judged: Judged


Expectations = list[dict[str, Any]]


def check(
    home: Home,
    feed: Feed,
    records: Mapping[date, DayRecord],
    held: Mapping[date, bool],
) -> dict[date, Ruled]:
    """What the rules find wrong with staged days: a finding for each number.

    `held` are days that are held for what their rows are: no later day is compared with
    them, nor with one that a rule holds.
    """
    suite = days_suite(feed.name)
    expectations = json.loads(suite)["expectations"]
    rows = _rows(home, feed, records, held, expectations)
    verdicts = _verdicts(feed, suite, expectations, rows)
    found = {
        day: _findings(expectations, of_day, rows[day])
        for day, of_day in verdicts.items()
    }
    last = [day for day, of_day in found.items() if of_day][-_EXPLAINED:]
    return {
        day: Ruled(
            {
                column: _told(home, feed, day, column, finding, day in last)
                for column, finding in of_day.items()
            },
            judged.of_day(expectations, verdicts[day], rows[day]),
        )
        for day, of_day in found.items()
    }


def _rows(
    home: Home,
    feed: Feed,
    records: Mapping[date, DayRecord],
    held: Mapping[date, bool],
    expectations: Expectations,
) -> dict[date, Row]:
    """Each day as a row of numbers, compared with those before it that pass."""
    history = History(home, feed.name)
    rows: dict[date, Row] = {}
    held_before = _held_before(home, feed)
    for place, day in enumerate(sorted(records), start=1):
        record = records[day]
        # What holds a day goes on holding it, whatever lands while nobody settles it.
        followed = 0 if day in held_before else len(records) - place
        rows[day] = {
            column: replace(measure, followed=followed)
            for column, measure in measures(home, feed, day, record, history).items()
        }
        found = _findings(expectations, _shortly(expectations, rows[day]), rows[day])
        if not held[day] and not any(f.is_critical for f in found.values()):
            history.add(day, record)
        elif is_released(home, feed.name, day, record["files"]):
            history.add(day, {**record, "released": []})
    return rows


def _held_before(home: Home, feed: Feed) -> set[date]:
    """The feed's days that an earlier run has held, and nobody has released."""
    return {
        date.fromisoformat(held["day"])
        for held in held_days(home)
        if held["feed"] == feed.name and not held["released"]
    }


def _shortly(expectations: Expectations, row: Row) -> list[bool]:
    return [broken(expectation, row) is True for expectation in expectations]


def _verdicts(
    feed: Feed, suite: str, expectations: Expectations, rows: Mapping[date, Row]
) -> dict[date, list[bool]]:
    """Which rules each day breaks; by Great Expectations where any day may."""
    shortly = {day: _shortly(expectations, row) for day, row in rows.items()}
    is_suspect = any(_findings(expectations, shortly[d], r) for d, r in rows.items())
    is_beyond = any(
        broken(e, row) is None for e in expectations for row in rows.values()
    )
    if not is_suspect and not is_beyond:
        return shortly
    judged = judge(feed.name, suite, [*rows.values()])
    return dict(zip(rows, judged, strict=True))


def _findings(expectations: Expectations, verdicts: list[bool], row: Row) -> ByColumn:
    """The gravest finding about each number; where a day breaks nothing, none."""
    found: ByColumn = {}
    for expectation, is_broken in zip(expectations, verdicts, strict=True):
        column = expectation["kwargs"].get("column", "")
        limit, measure = limits(expectation), row.get(column, Measure(None))
        if not is_broken or measure.days < limit.least_days:
            continue
        is_critical = limit.holds(measure.rows, measure.followed)
        if column in found and (found[column].is_critical or not is_critical):
            continue
        why = "" if is_critical else f" ({limit.why_only_a_warning(measure.followed)})"
        found[column] = Finding(f"{measure.says}. {limit.says}{why}", is_critical)
    if "nothing_readable" in found:  # which says it all
        found.pop("rejected_share", None)
        found.pop("unreadable_share", None)
    return found


def _told(
    home: Home, feed: Feed, day: date, column: str, finding: Finding, is_recent: bool
) -> Finding:
    """The finding with its feed and day, and why rows were rejected, if it matters."""
    says = f"{feed.name} landed on {day}: {finding.says}"
    if column in ABOUT_REJECTED_ROWS and (finding.is_critical or is_recent):
        reasons = rejected_share.most_frequent(home, feed, day)
        says = f"{says} Most frequent: {reasons}."
    return Finding(says, finding.is_critical)
