"""Accepted rows that do not count: older than what is known of their key, or repeated.

For every file, rows accepted = current + superseded, as it is when it is taken in.
"""

from collections.abc import Iterable, Mapping
from datetime import date

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

# The models' order, in which the first row of a key is the one that counts.
_NEWEST_FIRST = f"{KNOWN_AT} desc, landed_on desc, file_name desc, row_position desc"


def note(home: Home, feed: Feed, days: Iterable[date]) -> Counts:
    """Count the superseded rows of days just taken into the lake, by day and file.

    The days' records say so from then on. Files without any are not named.
    """
    days = list(days)
    found = count(home, feed, days)
    for day in days:
        folder = day_folder(home.lake, feed.name, day)
        record = read_record(folder)
        assert record is not None, "the day was just taken in"
        for file in record["counts"]:
            file["superseded"] = found.get((day, file["name"]), 0)
        write_record(folder, record)
    return found


def count(home: Home, feed: Feed, days: list[date]) -> Counts:
    """The superseded rows among those of some days of the lake, by day and file.

    Most keys come once, which a count of hashes tells: only rows whose hash comes again
    are put in order.
    """
    if not days:
        return {}
    rows, key = duck.everything(home.lake / feed.name), ", ".join(feed.key)
    with duck.connect() as connection:
        connection.execute("create temp table days as select unnest(?)", [days])
        connection.execute(
            f"create temp table repeated as select hash({key}) as key_hash"
            f" from {rows} where {_are_of(home, feed, days)}"
            " group by all having count(*) > 1"
        )
        if not connection.execute("from repeated limit 1").fetchall():
            return {}
        counted = connection.execute(f"""
            with ordered as (
                select
                    landed_on,
                    file_name,
                    row_number() over (
                        partition by {key} order by {_NEWEST_FIRST}
                    ) as newness
                from {rows}
                where hash({key}) in (from repeated)
            )
            select landed_on, file_name, count(*)
            from ordered
            where newness > 1 and landed_on in (from days)
            group by all
            order by all
        """).fetchall()
    return {(day, file): int(number) for day, file, number in counted}


def _are_of(home: Home, feed: Feed, days: list[date]) -> str:
    """SQL for whether a lake row's key comes on some days; of all days each does."""
    folders = [day_folder(home.lake, feed.name, day) for day in days]
    if len(list((home.lake / feed.name).glob(f"{DAY_PREFIX}*"))) == len(folders):
        return "true"
    files, key = duck.each(f / DATA for f in folders), ", ".join(feed.key)
    rows = f"read_parquet({files}, hive_partitioning = false)"
    return f"hash({key}) in (select hash({key}) from {rows})"
