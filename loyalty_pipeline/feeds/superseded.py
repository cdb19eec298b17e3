"""Accepted rows that do not count: older than what is known of their key, or repeated.

For every file, rows accepted = current + superseded, as it is when it is taken in.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from loyalty_pipeline import duck
from loyalty_pipeline.feeds.contract import Feed
from loyalty_pipeline.feeds.day_record import (
    DATA,
    day_folder,
    read_record,
    write_record,
)
from loyalty_pipeline.feeds.landing import DAY_PREFIX
from loyalty_pipeline.feeds.row_sql import KNOWN_AT
from loyalty_pipeline.home.layout import Home

Counts = Mapping[tuple[date, str], int]


class Superseded(NamedTuple):
    """Superseded rows of some days, by day and file.

    `outlived` are those of them that landed after the row that holds, by the day and
    file of that row: there is a reason to doubt its `updated_at`.
    """

    rows: Counts
    outlived: Counts


_NONE = Superseded({}, {})

# The models' order, in which the first row of a key is the one that counts.
_NEWEST_FIRST = f"{KNOWN_AT} desc, landed_on desc, file_name desc, row_position desc"


def note(home: Home, feed: Feed, days: Iterable[date]) -> Superseded:
    """Count the superseded rows of days just taken into the lake.

    The days' records say so from then on. Files without any are not named.
    """
    days = list(days)
    found = count(home, feed, days)
    for day in days:
        folder = day_folder(home.lake, feed.name, day)
        record = read_record(folder)
        assert record is not None, "the day was just taken in"
        for file in record["counts"]:
            file["superseded"] = found.rows.get((day, file["name"]), 0)
        write_record(folder, record)
    return found


def outlived_without_offset(home: Home, feed: Feed, found: Superseded) -> int:
    """Rows that landed after one that holds, of a file of instants without an offset.

    A shop's own time that was read as UTC makes a row seem hours newer than it is.
    """
    naive = 0
    for (day, name), rows in found.outlived.items():
        record = read_record(day_folder(home.lake, feed.name, day))
        counts = record["counts"] if record else []
        if any(c["name"] == name and c.get("without_offset") for c in counts):
            naive += rows
    return naive


def count(home: Home, feed: Feed, days: list[date]) -> Superseded:
    """The superseded rows among those of some days of the lake.

    Most keys come once, which a count of hashes tells: only rows whose hash comes again
    are put in order.
    """
    if not days:
        return _NONE
    rows, key = duck.everything(home.lake / feed.name), ", ".join(feed.key)
    with duck.connect() as connection:
        connection.execute("create temp table days as select unnest(?)", [days])
        connection.execute(
            f"create temp table repeated as select hash({key}) as key_hash"
            f" from {rows} where {_are_of(home, feed, days)}"
            " group by all having count(*) > 1"
        )
        if not connection.execute("from repeated limit 1").fetchall():
            return _NONE
        counted = connection.execute(f"""
            with ordered as (
                select
                    landed_on,
                    file_name,
                    row_number() over newest_first as newness,
                    first_value(landed_on) over newest_first as holds_on,
                    first_value(file_name) over newest_first as holds_in
                from {rows}
                where hash({key}) in (from repeated)
                window newest_first as (partition by {key} order by {_NEWEST_FIRST})
            )
            select landed_on, file_name, holds_on, holds_in, count(*)
            from ordered
            where newness > 1 and landed_on in (from days)
            group by all
            order by all
        """).fetchall()
    of_files: Counter[tuple[date, str]] = Counter()
    outlived: Counter[tuple[date, str]] = Counter()
    for day, file, holds_on, holds_in, number in counted:
        of_files[day, file] += number
        if holds_on < day:
            outlived[holds_on, holds_in] += number
    return Superseded(of_files, outlived)


def _are_of(home: Home, feed: Feed, days: list[date]) -> str:
    """SQL for whether a lake row's key comes on some days; of all days each does."""
    folders = [day_folder(home.lake, feed.name, day) for day in days]
    if len(list((home.lake / feed.name).glob(f"{DAY_PREFIX}*"))) == len(folders):
        return "true"
    files, key = duck.each(f / DATA for f in folders), ", ".join(feed.key)
    rows = f"read_parquet({files}, hive_partitioning = false)"
    return f"hash({key}) in (select hash({key}) from {rows})"
