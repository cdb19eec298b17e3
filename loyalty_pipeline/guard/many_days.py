"""Many small staged days judged together, each by itself: one validation for all.

To set Great Expectations to work costs more than the rows of a small day do.
"""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loyalty_pipeline import duck
from loyalty_pipeline.feeds.catalog import Feed
from loyalty_pipeline.guard.staged_rows import StagedRows
from loyalty_pipeline.guard.suite_files import rows_suite
from loyalty_pipeline.guard.suites import (
    Promise,
    check,
    counted_in_sql,
    is_sound_and_small,
    promises,
)
from loyalty_pipeline.guard.validator import counted, validator

if TYPE_CHECKING:
    import pandas as pd

_SMALL = 1 << 20  # bytes; of a larger day only suspects and a sample are looked at
_DAY = "landed_on"


def check_days(feed: Feed, staged: Mapping[date, Path]) -> dict[date, list[Promise]]:
    """Judge the rows of each staged day by its feed's suite, as `check` does."""
    if not json.loads(rows_suite(feed.name))["expectations"]:
        return {day: [] for day in staged}
    small = {day: f for day, f in staged.items() if f.stat().st_size <= _SMALL}
    if len(small) < 2 or not _is_by_column(rows_suite(feed.name)):
        small = {}
    together = _check_together(feed, small)
    return {
        day: together[day] if day in small else check(feed, file)
        for day, file in staged.items()
    }


def _is_by_column(suite: str) -> bool:
    """Whether each expectation is about a column, of which missing values count not."""
    return all("column" in e["kwargs"] for e in json.loads(suite)["expectations"])


def _check_together(
    feed: Feed, staged: Mapping[date, Path]
) -> dict[date, list[Promise]]:
    suite = rows_suite(feed.name)
    verdicts = {day: promises(suite) for day in staged}
    if not staged:
        return verdicts
    with duck.connect() as connection:
        rows = StagedRows(connection, [*staged.values()], feed.happens_at)
        known = rows.count_by_day(json.loads(suite)) or {}
        sound = {day: k for day, k in known.items() if is_sound_and_small(k)}
        verdicts |= {day: counted_in_sql(suite, k) for day, k in sound.items()}
        others = [file for day, file in staged.items() if day not in sound]
        if others:
            _look(
                feed, suite, StagedRows(connection, others, feed.happens_at), verdicts
            )
    return verdicts


def _look(
    feed: Feed,
    suite: str,
    rows: StagedRows,
    verdicts: Mapping[date, list[Promise]],
) -> None:
    """Have every row judged, and add what was found to each day's promises."""
    columns = [e["kwargs"]["column"] for e in json.loads(suite)["expectations"]]
    for chunk in rows.every():
        values = chunk.groupby(_DAY)[sorted(set(columns))].count()
        for number, result in enumerate(validator(suite)(chunk)):
            judging = {
                day.date(): (verdicts[day.date()][number], judged)
                for day, judged in values[columns[number]].items()
            }
            _count(feed, chunk, result, judging)


def _count(
    feed: Feed,
    chunk: "pd.DataFrame",
    result: Any,
    judging: Mapping[date, tuple[Promise, int]],
) -> None:
    """Add what an expectation found in a chunk to each day's promise."""
    any_promise, _ = next(iter(judging.values()))
    counts = counted(feed.name, any_promise.limits.says, result)
    broken: dict[date, list[Any]] = {day: [] for day in judging}
    for place in counts.get("unexpected_index_list") or []:
        broken[chunk[_DAY][place].date()].append(chunk[feed.key[0]][place])
    for day, (promise, judged) in judging.items():
        promise.add(judged, len(broken[day]), broken[day])
