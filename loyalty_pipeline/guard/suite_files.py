"""The suites in `expectations/`: promises about a feed's rows, rules of its days."""

import json
import math
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from loyalty_pipeline.files import shipped

SUITES = shipped("expectations")
_WORDS = ("notes",)  # of the meta, what says nothing else than the rest


@dataclass(frozen=True)
class Limits:
    """What an expectation leads to where it is broken.

    It holds the day if it is critical and at least so many rows break it; else it
    warns. A rule is not asked before `least_days` days are known to compare with. Where
    more than `at_most_followed` later days have landed with the day, it is one of a
    history, which went on: it warns.
    """

    says: str
    is_critical: bool
    least_rows: int
    least_days: int
    at_most_followed: float = math.inf

    def holds(self, rows: float, followed: int = 0) -> bool:
        """Whether so many rows that break it hold a day that so many others follow."""
        return (
            self.is_critical
            and rows >= self.least_rows
            and followed <= self.at_most_followed
        )

    def why_only_a_warning(self, followed: int = 0) -> str:
        """Why a broken expectation did not hold the day."""
        if not self.is_critical:
            return "a warning"
        if followed > self.at_most_followed:
            return f"a warning, since {followed:,} later days have landed"
        return f"a warning, since fewer than {self.least_rows:,} rows are concerned"


def suite_file(feed: str) -> Path:
    """Where a feed's suite stands, if it has one."""
    return SUITES / f"{feed}.json"


def rows_suite(feed: str) -> str:
    """The expectations about single rows, as a suite in JSON."""
    return _part(feed, "rows")


def days_suite(feed: str) -> str:
    """The expectations about a day as a whole, as a suite in JSON."""
    return _part(feed, "day")


def feed_suite(feed: str) -> str:
    """The expectations about a feed whatever has landed of it, as a suite in JSON."""
    return _part(feed, "feed")


def _part(feed: str, about: str) -> str:
    file = suite_file(feed)
    found = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    part = [
        expectation
        for expectation in found.get("expectations", [])
        if expectation["meta"].get("about", "rows") == about
    ]
    return json.dumps({"name": feed, "expectations": part})


def known_by(expectation: dict[str, Any]) -> str:
    """What a promise is known by in records: the same while it asks the same."""
    meta = {k: v for k, v in expectation["meta"].items() if k not in _WORDS}
    asked = json.dumps({**expectation, "meta": meta}, sort_keys=True)
    return sha256(asked.encode()).hexdigest()[:8]


def limits(expectation: dict[str, Any]) -> Limits:
    """What an expectation leads to, by its severity and its `meta`."""
    meta = expectation["meta"]
    return Limits(
        says=meta["notes"],
        is_critical=expectation.get("severity", "critical") == "critical",
        least_rows=meta.get("least_rows", 1),
        least_days=meta.get("least_days", 0),
        at_most_followed=meta.get("at_most_followed", math.inf),
    )
