"""The shipped suites: each expectation finds what only it finds, and says so."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from loyalty_pipeline import duck
from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.day_record import DayRecord
from loyalty_pipeline.feeds.row_sql import lake_columns
from loyalty_pipeline.guard import day_rules, suites
from loyalty_pipeline.guard.feed_rules import broken
from loyalty_pipeline.guard.history import History
from loyalty_pipeline.guard.measure import Measure
from loyalty_pipeline.guard.measures import measures
from loyalty_pipeline.guard.suite_files import (
    SUITES,
    days_suite,
    feed_suite,
    rows_suite,
    suite_file,
)
from loyalty_pipeline.home.layout import Home

DAY = date(2025, 1, 2)
LARGE, SMALL = 1_000, 8

RULES = [
    (feed, place) for feed in FEEDS
    for place, _ in enumerate(json.loads(days_suite(feed))["expectations"])
]  # fmt: skip
PROMISES = [
    (feed, place) for feed in FEEDS
    for place, _ in enumerate(json.loads(rows_suite(feed))["expectations"])
]  # fmt: skip


def _expectations(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(text)["expectations"]
    return found


def _row(feed: str) -> dict[str, Measure]:
    """A day in which every number is as it should be, and of many rows and days."""
    numbers = measures(
        Home(Path("nowhere")), FEEDS[feed], DAY, DayRecord(files=[], counts=[]),
        History(Home(Path("nowhere")), feed),
    )  # fmt: skip
    return {
        name: Measure(1.0 if "trailing" in name else 0.0, LARGE, 100, name)
        for name in numbers
    }


def _outside(expectation: dict[str, Any]) -> list[float]:
    """Numbers just outside of an expectation's bounds."""
    given = expectation["kwargs"]
    low = given.get("min_value")
    return [
        *([low if given.get("strict_min") else low * 0.99] if low is not None else []),
        *([given["max_value"] * 1.01 + 0.001] if "max_value" in given else []),
    ]


def test_every_feed_has_one_suite() -> None:
    assert {file.stem for file in SUITES.glob("*.json")} == set(FEEDS)


@pytest.mark.parametrize("feed", FEEDS)
def test_every_expectation_is_one_of_those_that_are_tried_here(feed: str) -> None:
    written = _expectations(suite_file(feed).read_text(encoding="utf-8"))
    tried = _expectations(rows_suite(feed)) + _expectations(days_suite(feed))
    landing = _expectations(feed_suite(feed))  # tried where freshness is
    assert [each["kwargs"]["column"] for each in landing] == ["days_since_landed"]
    tried += landing
    assert len(written) == len(tried)
    assert all(expectation in tried for expectation in written)
    assert all(tried.count(expectation) == 1 for expectation in tried)


def _days_beyond(rule: dict[str, Any]) -> list[Measure]:
    """Days of which a number is just outside of a rule's bounds, as few as it takes."""
    meta = rule["meta"]
    least, days = meta.get("least_rows", 1), meta.get("least_days", 0)
    return [
        Measure(value, rows, known, "it", followed)
        for value in _outside(rule)
        for rows in (least, max(0, least - 1), LARGE)
        for known in (days, 100)
        for followed in (0, meta.get("at_most_followed", -1) + 1)
    ]


def _verdict(rules: list[dict[str, Any]], row: dict[str, Measure]) -> dict[str, bool]:
    """The numbers that are found wrong, and whether this holds the day."""
    verdicts = [broken(rule, row) is True for rule in rules]
    found = day_rules._findings(rules, verdicts, row)
    return {column: finding.is_critical for column, finding in found.items()}


@pytest.mark.parametrize(("feed", "place"), RULES)
def test_without_a_rule_some_day_would_be_judged_otherwise(
    feed: str, place: int
) -> None:
    rules = _expectations(days_suite(feed))
    rule, sound = rules[place], _row(feed)
    column = rule["kwargs"]["column"]
    assert column in sound, "it is no number that a day has"
    others = rules[:place] + rules[place + 1 :]
    days = [{**sound, column: measure} for measure in _days_beyond(rule)]
    assert any(_verdict(rules, day) != _verdict(others, day) for day in days)


@pytest.mark.parametrize(("feed", "place"), RULES)
def test_a_day_that_only_one_number_is_wrong_with(feed: str, place: int) -> None:
    expectations = _expectations(days_suite(feed))
    rule, sound = expectations[place], _row(feed)
    column = rule["kwargs"]["column"]
    assert _outside(rule), "nothing is known to be outside of it"
    assert not any(broken(each, sound) for each in expectations)
    for value in _outside(rule):
        row = {**sound, column: Measure(value, LARGE, 100)}
        found = {e["kwargs"]["column"] for e in expectations if broken(e, row)}
        assert found == {column}
        assert broken(rule, row)


@pytest.mark.parametrize(("feed", "place"), RULES)
def test_a_critical_rule_holds_a_large_day_and_warns_of_a_small_one(
    feed: str, place: int
) -> None:
    rule = _expectations(days_suite(feed))[place]
    column, meta = rule["kwargs"]["column"], rule["meta"]
    for value in _outside(rule):
        large = {column: Measure(value, LARGE, 100, "it")}
        (found,) = day_rules._findings([rule], [True], large).values()
        assert found.is_critical == (rule["severity"] == "critical")
        assert meta["notes"] in found.says
        few = {column: Measure(value, meta.get("least_rows", 1) - 1, 100, "it")}
        (found,) = day_rules._findings([rule], [True], few).values()
        assert not found.is_critical
        if "at_most_followed" in meta:
            followed = meta["at_most_followed"] + 1
            past = {column: Measure(value, LARGE, 100, "it", followed)}
            (found,) = day_rules._findings([rule], [True], past).values()
            assert f"since {followed} later days have landed" in found.says
        early = {column: Measure(value, LARGE, meta.get("least_days", 0) - 1, "it")}
        assert not day_rules._findings([rule], [True], early)


def test_every_share_has_a_least_number_of_rows() -> None:
    for feed in FEEDS:
        for each in _expectations(rows_suite(feed)) + _expectations(days_suite(feed)):
            is_share = "mostly" in each["kwargs"] or each["kwargs"].get("max_value", 0)
            of_bytes = each["kwargs"]["column"] == "unreadable_share"
            if each["severity"] == "critical" and is_share and not of_bytes:
                assert each["meta"]["least_rows"] > 1, each


def test_a_limit_is_said_in_the_notes() -> None:
    for feed in FEEDS:
        for each in _expectations(days_suite(feed)):
            given, notes = each["kwargs"], each["meta"]["notes"]
            for bound in ("min_value", "max_value"):
                value = given.get(bound, 0)
                says = (f"{value:g}", f"{value:.0%}".replace("%", " %"))
                assert value == 0 or any(text in notes for text in says), each


def _write(file: Path, feed: str, rows: int, **changed: str) -> None:
    """Sound accepted rows of a feed as the lake has them, some columns changed."""
    sound = {
        "VARCHAR": "'x' || i",
        "BIGINT": "5",
        "BOOLEAN": "false",
        "DATE": "date '2025-01-01'",
        "TIMESTAMP": "timestamp '2025-01-01'",
    }
    fixed = {"landed_on": f"date '{DAY}'", "deleted_at": "null", **changed}
    columns = ", ".join(
        f"cast({fixed.get(name, sound[kind])} as {kind}) as {name}"
        for name, kind in lake_columns(FEEDS[feed]).items()
    )
    duck.write_parquet(file, f"(select {columns} from range({rows}) as r (i))")


def _unsound(feed: str, expectation: dict[str, Any], bad: int) -> dict[str, str]:
    """Columns of which so many rows break an expectation."""
    column = expectation["kwargs"]["column"]
    if column == "days_to_landing":
        at = FEEDS[feed].happens_at
        late, soon = "timestamp '2025-01-04'", "timestamp '2025-01-03 23:00'"
        return {at: f"case when i < {bad} then {late} else {soon} end"}
    low = expectation["kwargs"]["min_value"]
    return {column: f"case when i < {bad} then {low - 1} else {low} end"}


@pytest.mark.parametrize(("feed", "place"), PROMISES)
@pytest.mark.parametrize("rows", [SMALL, LARGE])
def test_a_promise_about_rows_holds_a_large_day_and_warns_of_a_small_one(
    tmp_path: Path, feed: str, place: int, rows: int
) -> None:
    expectation, file = (
        _expectations(rows_suite(feed))[place],
        tmp_path / "rows.parquet",
    )
    _write(file, feed, rows)
    assert not any(promise.is_broken for promise in suites.check(FEEDS[feed], file))
    bad = max(1, rows * 3 // 10)
    _write(file, feed, rows, **_unsound(feed, expectation, bad))
    found = suites.check(FEEDS[feed], file)
    assert [n for n, promise in enumerate(found) if promise.is_broken] == [place]
    assert found[place].broken == bad
    assert found[place].holds == (rows == LARGE)
