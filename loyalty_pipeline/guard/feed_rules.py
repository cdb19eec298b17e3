"""The rules of a feed's days: each day is one row of numbers, judged as a row is.

What is broken is first told without Great Expectations, which takes seconds to import.
Where anything is, it judges the days itself, and its verdict is the one that counts.
"""

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

from loyalty_pipeline.guard.measure import Measure
from loyalty_pipeline.guard.validator import counted, validator

_BETWEEN = "expect_column_values_to_be_between"
_BOUNDS = {"column", "min_value", "max_value", "strict_min", "strict_max"}
_KEYS = {"type", "kwargs", "meta", "severity"}

Row = Mapping[str, Measure]


def broken(expectation: Mapping[str, Any], row: Row) -> bool | None:
    """Whether a day breaks a rule; None where only Great Expectations can tell."""
    given = expectation["kwargs"]
    is_known = expectation["type"] == _BETWEEN and not given.keys() - _BOUNDS
    if not is_known or expectation.keys() - _KEYS or given.get("column") not in row:
        return None
    low, high = given.get("min_value"), given.get("max_value")
    bounds = [bound for bound in (low, high) if bound is not None]
    if not bounds or not all(map(_is_number, bounds)) or bounds != sorted(bounds):
        return None
    value = row[given["column"]].value
    if value is None:
        return False
    too_low = low is not None and (
        value <= low if given.get("strict_min") else value < low
    )
    too_high = high is not None and (
        value >= high if given.get("strict_max") else value > high
    )
    return too_low or too_high


def _is_number(value: Any) -> bool:
    is_one = isinstance(value, int | float) and not isinstance(value, bool)
    return is_one and math.isfinite(value) and abs(value) <= 2**53


def judge(feed: str, suite: str, rows: Sequence[Row]) -> list[list[bool]]:
    """Which rules of a suite each day breaks: the verdict of Great Expectations.

    Raises `LoyaltyError` where a rule itself fails: that says nothing about the data.
    """
    import pandas as pd

    values = [{name: measure.value for name, measure in row.items()} for row in rows]
    results = validator(suite)(pd.DataFrame(values, dtype="float64"))
    notes = [e["meta"]["notes"] for e in json.loads(suite)["expectations"]]
    places = [
        counted(feed, says, result).get("unexpected_index_list") or []
        for says, result in zip(notes, results, strict=True)
    ]
    return [[row in found for found in places] for row in range(len(rows))]
