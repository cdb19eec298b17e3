"""The rows of a staged day as data frames: all of them, or those worth a look."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from loyalty_pipeline import duck
from loyalty_pipeline.guard.compiled import Compiled, compiled

if TYPE_CHECKING:
    import pandas as pd

VECTORS_A_CHUNK = 200  # of 2,048 rows
SAMPLE = 1_000  # rows at least, of those that seem to break nothing


@dataclass(frozen=True)
class Known:
    """What SQL counts: all rows, and those that each expectation judges and finds."""

    expectations: list[Compiled]
    rows: int
    judged: list[int]
    broken: list[int]


class StagedRows:
    """Staged Parquet files, with the whole days from each instant to its landing."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, staged: list[Path], instant: str
    ) -> None:
        self._connection = connection
        age = f"date_diff('day', cast({instant} as date), landed_on)"
        self._files = f"read_parquet({duck.each(staged)}, hive_partitioning = false)"
        self._age = f"{age} as days_to_landing"
        self._rows = f"(select *, {self._age} from {self._files})"

    def count(self, suite: Mapping[str, Any]) -> Known | None:
        """Count in SQL what a suite counts; None where SQL cannot tell."""
        expectations = self._compiled(suite)
        if expectations is None:
            return None
        ((rows, doubts, *found),) = self._connection.execute(
            f"select {_counts(expectations)} from {self._rows}"
        ).fetchall()
        return None if doubts else Known(expectations, rows, found[::2], found[1::2])

    def count_by_day(self, suite: Mapping[str, Any]) -> dict[date, Known] | None:
        """The same for each day that has rows."""
        expectations = self._compiled(suite)
        if expectations is None:
            return None
        counted = self._connection.execute(
            f"select landed_on, {_counts(expectations)} from {self._rows} group by 1"
        ).fetchall()
        if any(doubts for _, _, doubts, *_ in counted):
            return None
        return {
            day: Known(expectations, rows, found[::2], found[1::2])
            for day, rows, _, *found in counted
        }

    def _compiled(self, suite: Mapping[str, Any]) -> list[Compiled] | None:
        described = self._connection.execute(f"describe from {self._rows}").fetchall()
        return compiled(suite, {str(name): str(kind) for name, kind, *_ in described})

    def every(self) -> "Iterator[pd.DataFrame]":
        """All rows, in chunks."""
        return self._chunks(f"from {self._rows}")

    def suspects_and_sample(self, known: Known) -> "Iterator[pd.DataFrame]":
        """The rows that break an expectation and some of the others, in their order."""
        suspect = " or ".join(f"({e.broken})" for e in known.expectations) or "false"
        step = max(1, known.rows // SAMPLE)
        # As a table, since what a filter leaves of each vector would be a chunk.
        self._connection.execute(f"""
            create or replace temp table chosen as
            select *, {self._age}
            from {self._files}
            where {suspect} or file_row_number % {step} = 0
        """)
        return self._chunks("from chosen")

    def _chunks(self, query: str) -> "Iterator[pd.DataFrame]":
        found = self._connection.execute(query)
        while len(chunk := found.fetch_df_chunk(VECTORS_A_CHUNK)):
            yield chunk


def _counts(expectations: list[Compiled]) -> str:
    """SQL for the rows, those SQL is not sure of, and those of each condition."""
    unsure = " or ".join(f"({e.unsure})" for e in expectations) or "false"
    conditions = [sql for e in expectations for sql in (e.judged, e.broken)]
    return ", ".join(
        f"count(*) filter (where {sql})" for sql in ("true", unsure, *conditions)
    )
