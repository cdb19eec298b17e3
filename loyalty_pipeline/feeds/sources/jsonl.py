"""Rows of a landed JSONL file: one object a line, numbers as they are written."""

import duckdb

from loyalty_pipeline import duck
from loyalty_pipeline.feeds.contract import Column, Feed
from loyalty_pipeline.feeds.declared.model import FeedLook
from loyalty_pipeline.feeds.sources import lines, names
from loyalty_pipeline.feeds.sources.reading import Reading, Source
from loyalty_pipeline.feeds.types import JSON_VALUE

_STRING = r'"(?:[^"\\]|\\.)*"'
_NUMBER = r"-?[0-9][0-9.eE+-]*"
# Reading a number would round it (12.340, 1e3), so it first becomes a string. Each
# match runs from the end of the one before over whole strings up to the next number;
# the 0 put at the end lets the last match reach it.
_NUMBERS_AS_STRINGS = (
    rf"regexp_replace(line || ' 0', '((?:{_STRING}|[^\"0-9-])*)({_NUMBER})',"
    r""" '\1"\2"', 'g')"""
)
# What DuckDB's reader lets pass and JSON does not know: NaN, Infinity, a last comma.
_LAX = r"(?i)[:,\[]\s*-?(nan|inf)|,\s*[}\]]"
_FAULT = rf"""
    case
        when not json_valid(line) then 'the line is not JSON'
        when json_type(line) <> 'OBJECT' then 'the line is not a JSON object'
        when regexp_matches(line, '{_LAX}')
            and regexp_matches(
                regexp_replace(line, '{_STRING}', '""', 'g'), '{_LAX}'
            )
            then 'the line is not JSON'
    end
"""


def read(source: Source) -> Reading:
    """Read the lines of a JSONL file; a line that is no object is a row with a fault.

    Keys that are missing are null: each line stands for itself.
    """
    connection, feed, look = source.connection, source.feed, source.look
    lines.load(connection, source.file, source.scratch, look.encoding)
    connection.execute(f"""
        create or replace temp table objects as
        select *, case when fault is null then json_keys(line) end as keys
        from (select *, {_FAULT} as fault from lines)
    """)
    keys = sorted(_keys(connection))
    matched = names.match(feed, look, keys, may_lack=True)
    lacking = {name: look.columns.get(name) or name for name in _required(feed, look)}
    matched = {**lacking, **matched}
    present = [c for c in feed.columns if c.name in matched]
    _parse(connection, [matched[column.name] for column in present])
    columns = ", ".join(
        f'{_text(column, i, look)} as "{column.name}",'
        f' {_unfit(column, i)} as "{column.name}_unfit"'
        for i, column in enumerate(present, start=1)
    )
    return Reading(
        f"(select n as row_position, fault, case when fault is not null then line end"
        f" as raw, {columns} from parsed)",
        {column.name: JSON_VALUE for column in present},
        names.strangers(matched.values(), keys),
        matched,
    )


def _required(feed: Feed, look: FeedLook) -> list[str]:
    return [c.name for c in feed.columns if c.required and c.name not in look.constants]


def _keys(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """The keys of all objects; one with a key twice becomes a row with a fault."""
    found = connection.execute("""
        select distinct keys from objects where keys is not null
    """)
    shapes: list[list[str]] = [shape for (shape,) in found.fetchall()]
    if any(len(shape) > len(set(shape)) for shape in shapes):
        connection.execute("""
            update objects set fault = 'the line has a key twice'
            where len(keys) > len(list_distinct(keys))
        """)
    return {key for shape in shapes for key in shape}


def _parse(connection: duckdb.DuckDBPyConnection, keys: list[str]) -> None:
    paths = ", ".join(map(_path, keys))
    connection.execute(rf"""
        create or replace temp table parsed as
        select
            n,
            line,
            fault,
            case
                when fault is null
                    then json_extract_string(
                        regexp_replace({_NUMBERS_AS_STRINGS}, ' "0"$', ''), [{paths}]
                    )
            end as texts,
            case when fault is null then json_type(line, [{paths}]) end as kinds
        from objects
    """)


def _path(key: str) -> str:
    """A key as a JSON pointer, in which every character can be written."""
    return duck.text("/" + key.replace("~", "~0").replace("/", "~1"))


def _text(column: Column, place: int, look: FeedLook) -> str:
    """SQL for a value's text: a number of JSON in the spelling that is declared."""
    text = f"texts[{place}]"
    if look.decimal_mark in (None, ".") and look.thousands_separator != ".":
        return text
    is_number = f"kinds[{place}] in ('BIGINT', 'UBIGINT', 'HUGEINT', 'DOUBLE')"
    mark = look.decimal_mark or "."
    return f"case when {is_number} then replace({text}, '.', '{mark}') else {text} end"


def _unfit(column: Column, place: int) -> str:
    """SQL for whether a value is of a kind of JSON that its column cannot hold."""
    nested = f"kinds[{place}] in ('OBJECT', 'ARRAY')"
    if not column.type.is_id:
        return nested
    fraction = f"kinds[{place}] = 'DOUBLE' and regexp_matches(texts[{place}], '[.eE]')"
    return f"({nested} or {fraction})"
