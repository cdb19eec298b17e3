"""Great Expectations suites on a staged day: expectations in, one verdict out.

A suite is plain JSON in `expectations/`, one a feed. Rows are checked in chunks and
the counts added up, so a suite holds only expectations about single rows; each may
say with `mostly` how many rows must keep it.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
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
    suite = json.loads(_file(feed.name).read_text(encoding="utf-8"))
    promises = [
        Promise(e["meta"]["notes"], e["kwargs"].get("mostly", 1.0))
        for e in suite["expectations"]
    ]
    validate = _validator(suite, feed.key[0])
    for chunk in _chunks(staged, feed.happens_at):
        for promise, result in zip(promises, validate(chunk), strict=True):
            _count(feed, promise, result)
    return promises


def _chunks(staged: Path, instant: str) -> "Iterator[pd.DataFrame]":
    """The rows of a staged file, and `days_to_landing` since each one's instant."""
    age = f"date_diff('day', cast({instant} as date), landed_on) as days_to_landing"
    with duck.connect() as connection:
        rows = connection.execute(f"select *, {age} from {duck.rows(staged)}")
        while len(chunk := rows.fetch_df_chunk(_VECTORS_A_CHUNK)):
            yield chunk


def _validator(suite: dict[str, Any], key: str) -> Any:
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
    shape = {"result_format": "COMPLETE", "unexpected_index_column_names": [key]}

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
