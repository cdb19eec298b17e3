"""Great Expectations suites on a staged day: expectations in, one verdict out.

Rows are checked in chunks and the counts added up, so these are expectations about
single rows; each may say with `mostly` how many rows must keep it. Where SQL can tell
which rows break an expectation, only these and a sample of the others are checked;
where the two do not agree on them, every row is. Of few rows, none of which breaks
anything, no sample is worth the seconds that Great Expectations takes to import.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loyalty_pipeline import duck
from loyalty_pipeline.feeds.catalog import Feed
from loyalty_pipeline.guard.staged_rows import SAMPLE, Known, StagedRows
from loyalty_pipeline.guard.suite_files import Limits, limits, rows_suite
from loyalty_pipeline.guard.validator import counted, validator

if TYPE_CHECKING:
    import pandas as pd

_EXAMPLES = 5


@dataclass
class Promise:
    """One expectation, and how many rows of the day broke it."""

    limits: Limits
    mostly: float
    judged: int = 0
    broken: int = 0
    examples: list[str] = field(default_factory=list)

    @property
    def is_kept(self) -> bool:
        """Whether enough rows keep the promise."""
        return self.broken <= self.judged * (1 - self.mostly) + 1e-9

    @property
    def is_broken(self) -> bool:
        """Whether more rows break the promise than may."""
        return not self.is_kept

    @property
    def holds(self) -> bool:
        """Whether the day is held for it."""
        return self.is_broken and self.limits.holds(self.broken)

    def add(self, judged: int, broken: int, keys: Iterable[Any]) -> None:
        """Count rows of one more chunk; `keys` are those of rows that break it."""
        self.judged += int(judged)
        self.broken += int(broken)
        room = _EXAMPLES - len(self.examples)
        self.examples += [str(key) for key in islice(keys, max(room, 0))]

    @property
    def share(self) -> str:
        """How many rows break it, without naming any."""
        return f"{self.broken:,} of {self.judged:,} rows break it"

    def __str__(self) -> str:
        allowed = f"at most {1 - self.mostly:.1%} may"
        examples = f"; such as {', '.join(self.examples)}" if self.examples else ""
        return f"{self.limits.says} ({self.share}, {allowed}{examples})"


def check(feed: Feed, staged: Path) -> list[Promise]:
    """Judge a staged Parquet file by its feed's suite.

    Raises `LoyaltyError` where an expectation itself fails: that says nothing about
    the data.
    """
    text = rows_suite(feed.name)
    with duck.connect() as connection:
        rows = StagedRows(connection, [staged], feed.happens_at)
        known = rows.count(json.loads(text))
        if known is None:
            return _judged(feed, text, rows.every())
        if is_sound_and_small(known):
            return counted_in_sql(text, known)
        found = _judged(feed, text, rows.suspects_and_sample(known))
        if [promise.broken for promise in found] != known.broken:
            return _judged(feed, text, rows.every())
    for promise, judged in zip(found, known.judged, strict=True):
        promise.judged = judged
    return found


def is_sound_and_small(known: Known) -> bool:
    """Whether SQL finds nothing wrong with rows that are fewer than a sample."""
    return known.rows < SAMPLE and not any(known.broken)


def counted_in_sql(suite: str, known: Known) -> list[Promise]:
    """The promises of a suite as SQL has counted them."""
    found = promises(suite)
    for promise, judged in zip(found, known.judged, strict=True):
        promise.judged = judged
    return found


def _judged(feed: Feed, suite: str, chunks: "Iterator[pd.DataFrame]") -> list[Promise]:
    """What Great Expectations counts in the rows that it is given."""
    judging = promises(suite)
    for chunk in chunks:
        keys = chunk[feed.key[0]]
        for promise, result in zip(judging, validator(suite)(chunk), strict=True):
            counts = counted(feed.name, promise.limits.says, result)
            judged = counts["element_count"] - counts.get("missing_count", 0)
            places = counts.get("unexpected_index_list") or []
            promise.add(judged, counts["unexpected_count"], keys[places])
    return judging


def promises(suite: str) -> list[Promise]:
    """The promises of a suite, of which nothing has been judged yet."""
    return [
        Promise(limits(e), e["kwargs"].get("mostly", 1.0))
        for e in json.loads(suite)["expectations"]
    ]
