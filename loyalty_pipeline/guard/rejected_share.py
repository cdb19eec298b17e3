"""How many rows of a day were rejected, and what could not be read at all."""

from datetime import date
from pathlib import Path

from loyalty_pipeline.feeds import day_record
from loyalty_pipeline.feeds.catalog import Feed
from loyalty_pipeline.feeds.staging import QUARANTINED
from loyalty_pipeline.guard.measure import Measure
from loyalty_pipeline.guard.quarantine import broken_rules
from loyalty_pipeline.home.layout import Home

_MOST = 3  # rules that are named


def rows(record: day_record.DayRecord) -> Measure:
    """The share of a day's rows that were rejected; an unreadable file is one row."""
    rejected = day_record.rejected(record)
    read = day_record.accepted(record) + rejected
    says = f"{rejected:,} of {read:,} rows are refused"
    return Measure(rejected / read if read else 0.0, rejected, says=says)


def nothing_readable(record: day_record.DayRecord) -> Measure:
    """Whether something landed and not a row of it can be read: 1, or else 0."""
    rejected, accepted = day_record.rejected(record), day_record.accepted(record)
    is_nothing = rejected > 0 and accepted == 0
    says = f"nothing can be read: {rejected:,} of {rejected:,} rows are refused"
    return Measure(int(is_nothing), rejected, says=says)


def unreadable(record: day_record.DayRecord) -> Measure:
    """The share of a day's bytes that lie in files that cannot be read.

    Nobody knows how many rows such a file has.
    """
    lost, landed = _bytes(record)
    says = f"files with {lost:,} of {landed:,} bytes cannot be read"
    return Measure(lost / landed if landed else 0.0, lost, says=says)


def most_frequent(home: Home, feed: Feed, day: date) -> str:
    """Why most rows of a staged day were rejected."""
    return _reasons(_quarantined(home, feed, day))


def _quarantined(home: Home, feed: Feed, day: date) -> Path:
    return day_record.day_folder(home.staging, feed.name, day) / QUARANTINED


def _bytes(record: day_record.DayRecord) -> tuple[int, int]:
    """The bytes of the day's unreadable files, and of all its files."""
    whole = {count["name"] for count in record["counts"] if count["whole"]}
    sizes = {facts["name"]: facts["size"] for facts in record["files"]}
    return sum(sizes[name] for name in whole if name in sizes), sum(sizes.values())


def _reasons(file: Path) -> str:
    return "; ".join(map(str, broken_rules(file, _MOST)))
