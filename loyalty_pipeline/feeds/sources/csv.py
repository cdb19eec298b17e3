"""Rows of a landed CSV file, by the grammar of RFC 4180 and nothing laxer.

Lines make up rows, since a quoted value may hold line ends. A row that breaks the
grammar costs the lines that it took, each of them a quarantined row, so that one
stray quote can neither hide a hundred rows nor shift a value.
"""

from collections.abc import Callable
from pathlib import Path

import duckdb

from loyalty_pipeline.feeds.contract import Feed
from loyalty_pipeline.feeds.declared.model import FeedLook
from loyalty_pipeline.feeds.sources import clean_csv, lines, names
from loyalty_pipeline.feeds.sources.csv_advice import advice
from loyalty_pipeline.feeds.sources.csv_records import Grammar, assemble
from loyalty_pipeline.feeds.sources.reading import Reading, Source, UnreadableError


def read(source: Source) -> Reading:
    """Read a CSV file: its header in Python, its rows in tables."""
    connection, feed, look = source.connection, source.feed, source.look
    delimiter, header = look.delimiter or ",", list[str]()

    def is_clean(text: Path) -> bool:
        header.extend(clean_csv.load(connection, text, delimiter) or ())
        return bool(header)

    lines.load(connection, source.file, source.scratch, look.encoding, is_clean)
    if not header:
        return _by_lines(connection, feed, look)
    matched = _match(feed, look, header, delimiter)
    return _reading(header, matched, lambda place: f"f{place}")


def _by_lines(
    connection: duckdb.DuckDBPyConnection, feed: Feed, look: FeedLook
) -> Reading:
    delimiter = _said_by_the_file(connection) or look.delimiter or ","
    grammar = Grammar(delimiter)
    is_folded = assemble(connection, grammar)
    header = _header(connection, grammar)
    matched = _match(feed, look, header, delimiter)
    # Where each line is a record, counting them anew would only sort them once more.
    position = "row_number() over (order by n)" if is_folded else "n - 1"
    _tell_apart(connection, grammar, len(header), position)
    return _reading(header, matched, lambda place: f"fields[{place}]")


def _reading(
    header: list[str], matched: dict[str, str], value: Callable[[int], str]
) -> Reading:
    """The rows of `csv_rows`; `value` is SQL for the value in a place from 1."""
    columns = ", ".join(
        f'{value(header.index(theirs) + 1)} as "{ours}"'
        for ours, theirs in matched.items()
    )
    return Reading(
        f"(select row_position, fault, raw, {columns} from csv_rows)",
        dict.fromkeys(matched, "VARCHAR"),
        names.strangers(matched.values(), header),
        matched,
    )


def _said_by_the_file(connection: duckdb.DuckDBPyConnection) -> str | None:
    """The delimiter of a first line such as `sep=;`, which Excel goes by."""
    ((delimiter,),) = connection.execute(
        "select max(regexp_extract(line, '^sep=([,;|\t])\r?$', 1))"
        " from lines where n = 1"
    ).fetchall()
    if delimiter:
        connection.execute(
            "create or replace temp table lines as"
            " select n - 1 as n, line from lines where n > 1"
        )
    return delimiter or None


def _header(connection: duckdb.DuckDBPyConnection, grammar: Grammar) -> list[str]:
    found = connection.execute(
        f"select is_sound, {grammar.fields} from records where first = 1"
    ).fetchall()
    if not found:
        raise UnreadableError("it is empty, without a header: land it again with one")
    ((is_sound, fields),) = found
    if not is_sound:
        raise UnreadableError(
            "its header is not sound CSV: a quote in its first line is not closed, or a"
            " carriage return stands in it; save it as CSV UTF-8 anew"
        )
    return [str(name) for name in fields]


def _match(
    feed: Feed, look: FeedLook, header: list[str], delimiter: str
) -> dict[str, str]:
    """The header's names for the feed's columns; else why it is none of the feed."""
    try:
        matched = names.match(feed, look, header)
        missing = names.require(feed, look, matched)
        if missing:
            raise UnreadableError(names.missing(missing, header))
    except UnreadableError:
        better = advice(feed, look, header, delimiter)
        if better is None:
            raise
        raise UnreadableError(better) from None
    return matched


def _tell_apart(
    connection: duckdb.DuckDBPyConnection, grammar: Grammar, width: int, position: str
) -> None:
    """Create `csv_rows`: the fields of sound rows, and the lines of all others."""
    connection.execute(f"""
        create or replace temp table csv_rows as
        with split as (
            select *, case when is_sound then {grammar.fields} end as fields
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
