"""How many rows of a day may be quarantined before the day itself is doubted."""

from datetime import date
from pathlib import Path

from loyalty_pipeline import duck
from loyalty_pipeline.feeds import day_record
from loyalty_pipeline.feeds.catalog import Feed
from loyalty_pipeline.feeds.staged_file import UNREADABLE
from loyalty_pipeline.feeds.staging import QUARANTINED
from loyalty_pipeline.home.layout import Home

LIMIT = 0.05


def finding(
    home: Home, feed: Feed, day: date, record: day_record.DayRecord
) -> str | None:
    """What is wrong with a staged day's share of quarantined rows, if anything.

    Nobody knows how many rows an unreadable file has: it counts by its bytes, too.
    """
    lost, landed = _bytes(record)
    if lost > landed * LIMIT:
        return (
            f"{feed.name} landed on {day}: files with {lost:,} of {landed:,} bytes"
            f" cannot be read, at most {LIMIT:.0%} may be:"
            f" {_unreadable(_quarantined(home, feed, day))}"
        )
    rejected = day_record.rejected(record)
    read = day_record.accepted(record) + rejected
    if rejected <= read * LIMIT:
        return None
    file = _quarantined(home, feed, day)
    return (
        f"{feed.name} landed on {day}: {rejected:,} of {read:,} rows are refused,"
        f" at most {LIMIT:.0%} may be. Most frequent: {_reasons(file)}."
        f" To see them: loyalty quarantine show {day}"
    )


def _quarantined(home: Home, feed: Feed, day: date) -> Path:
    return day_record.day_folder(home.staging, feed.name, day) / QUARANTINED


def _bytes(record: day_record.DayRecord) -> tuple[int, int]:
    """The bytes of the day's unreadable files, and of all its files."""
    whole = {count["name"] for count in record["counts"] if count["whole"]}
    sizes = {facts["name"]: facts["size"] for facts in record["files"]}
    return sum(sizes[name] for name in whole if name in sizes), sum(sizes.values())


def _reasons(file: Path) -> str:
    with duck.connect() as connection:
        found = connection.execute(
            f"select reasons, count(*) from {duck.rows(file)}"
            " group by 1 order by 2 desc, 1 limit 3"
        ).fetchall()
    return "; ".join(f"{reasons} ({rows:,} times)" for reasons, rows in found)


def _unreadable(file: Path) -> str:
    """The files that cannot be read, each with why: the first three."""
    with duck.connect() as connection:
        found = connection.execute(
            f"select file_name, reasons from {duck.rows(file)} where row_position = 0"
            " order by 1"
        ).fetchall()
    told = [f"{name}: {why.removeprefix(UNREADABLE)}" for name, why in found[:3]]
    more = [f"and {len(found) - 3:,} more"] if len(found) > 3 else []
    return "; ".join([*told, *more])
