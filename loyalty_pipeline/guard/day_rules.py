"""The staged days of a feed held against its rules, each after those before it."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from loyalty_pipeline.feeds.catalog import Feed
from loyalty_pipeline.feeds.day_record import DayRecord
from loyalty_pipeline.guard import rejected_share
from loyalty_pipeline.guard.feed_rules import broken, judge
from loyalty_pipeline.guard.findings import Finding
from loyalty_pipeline.guard.held_days import is_released
from loyalty_pipeline.guard.history import History
from loyalty_pipeline.guard.measure import Measure
from loyalty_pipeline.guard.measures import measures
from loyalty_pipeline.guard.suite_files import days_suite, limits
from loyalty_pipeline.home.layout import Home

ABOUT_REJECTED_ROWS = ("nothing_readable", "rejected_share", "unreadable_share")

Rows = dict[str, Measure]
ByColumn = dict[str, Finding]


def check(
    home: Home,
    feed: Feed,
    records: Mapping[date, DayRecord],
    held: Mapping[date, bool],
) -> dict[date, ByColumn]:
    """What the rules find wrong with staged days: a finding for each number.

    `held` are days that are held for what their rows are: they pass no more than those
    that a rule holds, and no later day is compared with them.
    """
    suite = days_suite(feed.name)
    expectations = json.loads(suite)["expectations"]
    history = History(home, feed.name)
    rows: dict[date, Rows] = {}
    for day in sorted(records):
        record = records[day]
        rows[day] = measures(feed, day, record, history)
        verdicts = [broken(e, rows[day]) is True for e in expectations]
        found = _findings(expectations, verdicts, rows[day])
        if not held[day] and not any(f.is_critical for f in found.values()):
            history.add(day, record)
        elif is_released(home, feed.name, day, record["files"]):
            history.add(day, {**record, "released": []})
    judged = judge(feed.name, suite, rows)
    return {
        day: {
            column: _told(home, feed, day, column, finding)
            for column, finding in _findings(
                expectations, judged[day], rows[day]
            ).items()
        }
        for day in records
    }


def _findings(
    expectations: list[dict[str, Any]], verdicts: list[bool], row: Rows
) -> ByColumn:
    """The gravest finding about each number; where a day breaks nothing, none."""
    found: ByColumn = {}
    for expectation, is_broken in zip(expectations, verdicts, strict=True):
        column = expectation["kwargs"].get("column", "")
        limit, measure = limits(expectation), row.get(column, Measure(None))
        if not is_broken or measure.days < limit.least_days:
            continue
        is_critical = limit.holds(measure.rows)
        if column in found and (found[column].is_critical or not is_critical):
            continue
        why = "" if is_critical else f" ({limit.why_only_a_warning()})"
        found[column] = Finding(f"{measure.says}. {limit.says}{why}", is_critical)
    if "nothing_readable" in found:  # which says it all
        found.pop("rejected_share", None)
    return found


def _told(home: Home, feed: Feed, day: date, column: str, finding: Finding) -> Finding:
    """The finding with its feed and day, and why rows were rejected."""
    says = f"{feed.name} landed on {day}: {finding.says}"
    if column in ABOUT_REJECTED_ROWS:
        reasons = rejected_share.most_frequent(home, feed, day)
        says = f"{says} Most frequent: {reasons}."
    return Finding(says, finding.is_critical)
