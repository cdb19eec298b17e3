"""Rows of one key in one file that differ, where nothing says which of them holds.

A file is one delivery: of two rows that stand side by side in it neither corrects the
other, unless their updates tell them apart.
"""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from loyalty_pipeline import duck
from loyalty_pipeline.feeds.contract import Feed
from loyalty_pipeline.feeds.row_sql import KNOWN_AT, originals
from loyalty_pipeline.feeds.sources.reading import Reading


def find(
    connection: duckdb.DuckDBPyConnection,
    feed: Feed,
    rows: str,
    file: Sequence[str] = (),
) -> bool:
    """Create `contradictions` of (landed_on, file_name, row_position, reason).

    `rows` is SQL of lake rows, of one file or of those that the columns `file` tell
    apart. Return whether there is any. Most files have no key twice, which a count of
    hashes tells: only for rows whose hash comes again anything more is asked.
    """
    key = ", ".join((*file, *feed.key))
    connection.execute(
        "create or replace temp table repeated as"
        f" select hash({key}) as key_hash from {rows}"
        " group by all having count(*) > 1"
    )
    if not _any(connection, "repeated"):
        return False
    connection.execute(f"""
        create or replace temp table contradictions as
        with suspects as (
            select *, {KNOWN_AT} as known_at
            from {rows}
            where hash({key}) in (from repeated)
        ),
        told as (
            select * exclude (row_position), count(*) as times
            from suspects
            group by all
        ),
        contradicting as (
            select {key}, known_at, cast(sum(times) as varchar) as times
            from told
            group by all
            having count(*) > 1
        )
        select suspects.landed_on, suspects.file_name, row_position, {_reason(feed)}
        from suspects
        join contradicting using ({key}, known_at)
    """)
    return _any(connection, "contradictions")


def take_out(
    connection: duckdb.DuckDBPyConnection, feed: Feed, reading: Reading, part: Path
) -> int:
    """Move the contradictions of a file from `part` to `quarantined`; return how many.

    `reading` is what `part` was made of.
    """
    contradicting = "semi join contradictions using (row_position)"
    read = f"(from {reading.relation} as read {contradicting})"
    connection.execute(f"""
        insert into quarantined
        select
            '{feed.name}', landed_on, file_name, row_position, reason, original,
            [{{'rule': {duck.text(_rule(feed))}, 'value': null}}]
        from contradictions
        join {originals(feed, reading, read)} as originals using (row_position)
    """)
    kept = f"(from {duck.rows(part)} anti join contradictions using (row_position))"
    duck.write_parquet(part, kept, connection)
    ((rows,),) = connection.execute("select count(*) from contradictions").fetchall()
    return int(rows)


def _rule(feed: Feed) -> str:
    """What such rows break, whatever their key: they are counted by it."""
    named = " and ".join(feed.key)
    return f"{named} more than once in a file, with different values"


def _reason(feed: Feed) -> str:
    named = " || ' and ' || ".join(f"'{name} ' || {name}" for name in feed.key)
    stands = "stands" if len(feed.key) == 1 else "stand"
    return (
        f"{named} || ' {stands} ' || times ||"
        " ' times in this file with different values' as reason"
    )


def _any(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    return bool(connection.execute(f"select 1 from {table} limit 1").fetchall())
