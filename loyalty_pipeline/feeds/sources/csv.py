"""Rows of a landed CSV file, by the grammar of RFC 4180 and nothing laxer.

Lines make up rows, since a quoted value may hold line ends. A row that breaks the
grammar costs the lines that it took, each of them a quarantined row, so that one
stray quote can neither hide a hundred rows nor shift a value.
"""

from pathlib import Path

import duckdb

from loyalty_pipeline.feeds.contract import Feed
from loyalty_pipeline.feeds.sources import lines
from loyalty_pipeline.feeds.sources.csv_records import FIELDS, assemble
from loyalty_pipeline.feeds.sources.reading import (
    Reading,
    UnreadableError,
    require,
    strangers,
)


def read(
    connection: duckdb.DuckDBPyConnection, feed: Feed, file: Path, scratch: Path
) -> Reading:
    """Read a CSV file: its header in Python, its rows in tables."""
    lines.load(connection, file, scratch)
    is_folded = assemble(connection)
    header = _header(connection)
    own = {column.name for column in feed.columns}
    twice = sorted({name for name in own if header.count(name) > 1})
    if twice:
        raise UnreadableError(f"its header has columns twice: {', '.join(twice)}")
    require(feed, header)
    # Where each line is a record, counting them anew would only sort them once more.
    position = "row_number() over (order by n)" if is_folded else "n - 1"
    _tell_apart(connection, len(header), position)
    columns = ", ".join(
        f'fields[{place}] as "{name}"'
        for place, name in enumerate(header, start=1)
        if name in own
    )
    return Reading(
        f"(select row_position, fault, raw, {columns} from csv_rows)",
        {name: "VARCHAR" for name in header if name in own},
        strangers(feed, header),
    )


def _header(connection: duckdb.DuckDBPyConnection) -> list[str]:
    found = connection.execute(
        f"select is_sound, {FIELDS} from records where first = 1"
    ).fetchall()
    if not found:
        raise UnreadableError("it is empty, without a header")
    ((is_sound, names),) = found
    if not is_sound:
        raise UnreadableError("its header is not sound CSV")
    return [str(name) for name in names]


def _tell_apart(
    connection: duckdb.DuckDBPyConnection, width: int, position: str
) -> None:
    """Create `csv_rows`: the fields of sound rows, and the lines of all others."""
    connection.execute(f"""
        create or replace temp table csv_rows as
        with split as (
            select *, case when is_sound then {FIELDS} end as fields
            from records
            where first > 1
        ),
        judged as (
            select *, is_sound and len(fields) = {width} as is_row from split
        ),
        rejected as (
            select
                unnest(range(first, first + count_lines)) as n,
                case
                    when is_sound and count_lines = 1
                        then 'the row has ' || len(fields)
                            || ' values and the header {width}'
                    when contains(text, '"')
                        then 'the quotes of the row are not those of CSV'
                    else 'the row has a carriage return outside of quotes'
                end as fault
            from judged
            where not is_row
        ),
        every_row as (
            select first as n, null as fault, null as raw, fields
            from judged
            where is_row
            union all
            select n, fault, line, null from rejected join lines using (n)
        )
        select {position} as row_position, * exclude (n)
        from every_row
    """)
