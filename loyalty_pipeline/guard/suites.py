"""Great Expectations suites on a staged day: expectations in, one verdict out.

A suite is plain JSON in `expectations/`, one a feed. Rows are checked in chunks and
the counts added up, so a suite holds only expectations about single rows; each may
say with `mostly` how many rows must keep it.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from loyalty_pipeline import duck
from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.feeds.catalog import Feed
from loyalty_pipeline.files import shipped

if TYPE_CHECKING:
    import pandas as pd

SUITES = shipped("expectations")
_VECTORS_A_CHUNK = 200  # of 2,048 rows
_EXAMPLES = 5
_DAY = "landed_on"


@dataclass
class Promise:
    """One expectation, and how many rows of the day broke it."""

    says: str
    mostly: float
    judged: int = 0
    broken: int = 0
    examples: list[str] = field(default_factory=list)

    @property
    def is_kept(self) -> bool:
        """Whether enough rows keep the promise."""
        return self.broken <= self.judged * (1 - self.mostly) + 1e-9

    def __str__(self) -> str:
        share = f"{self.broken:,} of {self.judged:,} rows break it"
        allowed = f"at most {1 - self.mostly:.1%} may"
        examples = f"; such as {', '.join(self.examples)}" if self.examples else ""
        return f"{self.says} ({share}, {allowed}{examples})"


def has_suite(feed: str) -> bool:
    """Whether a feed has expectations of its own."""
    return _file(feed).exists()


def _file(feed: str) -> Path:
    return SUITES / f"{feed}.json"


def check(feed: Feed, staged: Path) -> list[Promise]:
    """Judge a staged Parquet file by its feed's suite.

    Raises `LoyaltyError` where an expectation itself fails: that says nothing about
    the data.
    """
    suite = _suite(feed)
    promises = _promises(suite)
    validate = _validator(suite, feed.key[0])
    for chunk in _chunks([staged], feed.happens_at):
        for promise, result in zip(promises, validate(chunk), strict=True):
            _count(feed, promise, result)
    return promises


def check_days(feed: Feed, staged: Mapping[date, Path]) -> dict[date, list[Promise]]:
    """Judge each of many staged days by itself, as `check` does, in one validation.

    To set Great Expectations to work costs more than the rows of a small day do.
    """
    suite = _suite(feed)
    columns = [e["kwargs"].get("column") for e in suite["expectations"]]
    if len(staged) < 2 or None in columns:  # what a day's share is of depends on more
        return {day: check(feed, file) for day, file in staged.items()}
    verdicts = {day: _promises(suite) for day in staged}
    validate = _validator(suite, feed.key[0], _DAY)
    for chunk in _chunks(staged.values(), feed.happens_at):
        values = chunk.groupby(_DAY)[sorted(set(columns))].count()
        for number, result in enumerate(validate(chunk)):
            judged = values[columns[number]]
            parts = _by_day(result, {day.date(): n for day, n in judged.items()})
            for day, part in parts.items():
                _count(feed, verdicts[day][number], part)
    return verdicts


def _by_day(result: Any, judged: Mapping[date, int]) -> dict[date, Any]:
    """The result over many days as a result for each of them.

    One that has no count is each day's as it is: the expectation itself failed.
    """
    if "unexpected_count" not in result.result:
        return dict.fromkeys(judged, result)
    broken: dict[date, list[dict[str, Any]]] = {day: [] for day in judged}
    for row in result.result.get("unexpected_index_list") or []:
        broken[row[_DAY].date()].append(row)
    return {
        day: SimpleNamespace(
            exception_info=result.exception_info,
            result={
                "element_count": int(rows),
                "unexpected_count": len(broken[day]),
                "unexpected_index_list": broken[day],
            },
        )
        for day, rows in judged.items()
    }


def _suite(feed: Feed) -> dict[str, Any]:
    suite: dict[str, Any] = json.loads(_file(feed.name).read_text(encoding="utf-8"))
    return suite


def _promises(suite: dict[str, Any]) -> list[Promise]:
    return [
        Promise(e["meta"]["notes"], e["kwargs"].get("mostly", 1.0))
        for e in suite["expectations"]
    ]


def _chunks(staged: Iterable[Path], instant: str) -> "Iterator[pd.DataFrame]":
    """The rows of staged files, and `days_to_landing` since each one's instant."""
    age = f"date_diff('day', cast({instant} as date), landed_on) as days_to_landing"
    files = f"read_parquet({duck.each(staged)}, hive_partitioning = false)"
    with duck.connect() as connection:
        rows = connection.execute(f"select *, {age} from {files}")
        while len(chunk := rows.fetch_df_chunk(_VECTORS_A_CHUNK)):
            yield chunk


def _validator(suite: dict[str, Any], *keys: str) -> Any:
    """A function from a data frame to the results of each expectation, in order."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read once, when it is imported
    import great_expectations as gx

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    source = context.data_sources.add_pandas("staged")
    batches = source.add_dataframe_asset("rows").add_batch_definition_whole_dataframe(
        "b"
    )
    expectations = gx.ExpectationSuite(**suite)
    shape = {"result_format": "COMPLETE", "unexpected_index_column_names": [*keys]}

    def validate(frame: "pd.DataFrame") -> list[Any]:
        batch = batches.get_batch({"dataframe": frame})
        found = batch.validate(expectations, result_format=shape)
        return list(found.results)

    return validate


def _count(feed: Feed, promise: Promise, result: Any) -> None:
    raised = result.exception_info or {}
    if "unexpected_count" not in result.result:
        raise LoyaltyError(
            f"the expectation {promise.says!r} could not be evaluated: {raised}",
            str(_file(feed.name)),
            "mend the expectation; the data has not been judged by it",
        )
    counts = result.result
    promise.judged += counts["element_count"] - counts.get("missing_count", 0)
    promise.broken += counts["unexpected_count"]
    rows = counts.get("unexpected_index_list") or []
    room = _EXAMPLES - len(promise.examples)
    promise.examples += [str(row[feed.key[0]]) for row in rows[:room]]
