"""Rows of a landed workbook of Excel: each cell as a text and what kind of cell it is.

A text is judged as one of a CSV file is, and a number by its digits. What a workbook
has lost (digits of a long id, the value behind an error) is a fault of the row. Its
`row_position` is the number that Excel shows beside the row.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

import orjson

from loyalty_pipeline import duck
from loyalty_pipeline.feeds import types as t
from loyalty_pipeline.feeds.contract import Column
from loyalty_pipeline.feeds.sources import excel_cells as cells
from loyalty_pipeline.feeds.sources import names, workbook
from loyalty_pipeline.feeds.sources.reading import Reading, Source, UnreadableError
from loyalty_pipeline.feeds.sources.workbook import Row

_DATES, _INSTANTS = (t.DATE, t.OPEN_DATE), (t.INSTANT, t.OPEN_INSTANT)
_CLOCKS = f"('{cells.DATE}', '{cells.INSTANT}')"
_NUMBERS = "('" + "', '".join(cells.NUMBERS) + "')"
_AS_TEXT = "format the column as text before its ids are written"
# What is wrong with a cell of an id, and with one of any column.
_OF_AN_ID = {
    cells.TOO_LONG: "is a number of more than 15 digits, of which Excel keeps 15: "
    + _AS_TEXT,
    cells.FRACTION: "came as a number with a fraction, which is no id",
    **dict.fromkeys(
        (cells.DATE, cells.INSTANT, cells.TIME),
        "is a date or time, which Excel may have made of something else: " + _AS_TEXT,
    ),
}
_OF_ANY = {
    cells.ERROR: "holds an error of Excel such as #N/A: mend its formula",
    cells.NO_VALUE: "holds a formula of which no value was kept: open the workbook in"
    " Excel and save it",
    cells.MERGED: "lies in merged cells, of which only the first has a value: unmerge"
    " them",
}


def read(source: Source) -> Reading:
    """Read a sheet: the header is the first row that is not empty."""
    found = workbook.rows(source.file, source.look.sheet)
    header = [text.strip() for _, text in next(found, Row(0, [])).cells]
    if not any(header):
        raise UnreadableError("it is empty, without a header: land it again with one")
    matched = _match(source, header)
    _load(source, found)
    places = {ours: header.index(theirs) + 1 for ours, theirs in matched.items()}
    told = [
        (column, *_told(source, column, places[column.name]))
        for column in source.feed.columns
        if column.name in places
    ]
    return Reading(
        _relation(told, places),
        {column.name: kind for column, _, kind in told},
        [name for name in names.strangers(matched.values(), header) if name],
        matched,
    )


def _relation(
    told: Sequence[tuple[Column, str, str]], places: Mapping[str, int]
) -> str:
    """SQL for the rows; one with a fault is shown with its texts, as any other is."""
    values = ", ".join(f'{sql} as "{column.name}"' for column, sql, _ in told)
    faults = ", ".join(_fault(column, places[column.name]) for column, *_ in told)
    texts = ", ".join(f"'{c.name}', cast({sql} as varchar)" for c, sql, _ in told)
    return f"""(
        select
            row_position,
            nullif(concat_ws('; ', {faults}), '') as fault,
            case
                when fault is not null then cast(json_object({texts}) as varchar)
            end as raw,
            {values}
        from cells
    )"""


def _match(source: Source, header: list[str]) -> dict[str, str]:
    matched = names.match(source.feed, source.look, header)
    missing = names.require(source.feed, source.look, matched)
    if missing:
        raise UnreadableError(
            names.missing(missing, [name for name in header if name])
            + "; a sheet's header is its first row that is not empty"
        )
    return matched


def _load(source: Source, rows: Iterator[Row]) -> None:
    """Create `cells` of (row_position, kinds, texts), a list each by column."""
    source.scratch.parent.mkdir(parents=True, exist_ok=True)
    try:
        _write(source.scratch, rows)
        source.connection.execute(f"""
            create or replace temp table cells as
            from read_json(
                {duck.exactly(source.scratch)}, format = 'newline_delimited',
                columns = {{
                    row_position: 'BIGINT', kinds: 'VARCHAR', texts: 'VARCHAR[]'
                }},
                compression = 'none', maximum_object_size = 67108864
            )
        """)
    finally:
        source.scratch.unlink(missing_ok=True)


def _write(scratch: Path, rows: Iterator[Row]) -> None:
    with scratch.open("wb") as stream:
        while batch := list(islice(rows, 1_000)):
            for number, row in batch:
                line = {
                    "row_position": number,
                    "kinds": "".join(kind for kind, _ in row),
                    "texts": [text for _, text in row],
                }
                stream.write(orjson.dumps(line) + b"\n")


def _told(source: Source, column: Column, place: int) -> tuple[str, str]:
    """SQL for a column's values, and their physical type.

    Dates and instants are native ones where there is nothing else in a column of which
    landing.yaml declares the format: that is one of texts.
    """
    text, kind, look = _text(place), f"kinds[{place}]", source.look
    if column.type.lake_type == "BIGINT" and look.decimal_mark not in (None, "."):
        mark = f"replace({text}, '.', '{look.decimal_mark}')"
        return f"case when {kind} in {_NUMBERS} then {mark} else {text} end", "VARCHAR"
    if column.type in _INSTANTS:
        # What is shown as a date among instants is one at midnight.
        if _has(source, f"{kind} = '{cells.INSTANT}'"):
            midnight = f"{text} || ' 00:00:00'"
            text = f"case when {kind} = '{cells.DATE}' then {midnight} else {text} end"
            if look.instant_format and _are_clocks(source, kind):
                return f"cast({text} as timestamp)", "TIMESTAMP"
        elif look.date_format and _are_clocks(source, kind):
            return f"cast({text} as date)", "DATE"
    if column.type in _DATES and look.date_format and _are_clocks(source, kind):
        return f"cast({text} as date)", "DATE"
    return text, "VARCHAR"


def _text(place: int) -> str:
    return f"nullif(texts[{place}], '')"


def _are_clocks(source: Source, kind: str) -> bool:
    other = f"{kind} not in {_CLOCKS} and {kind} <> '{cells.EMPTY}'"
    return not _has(source, other)


def _has(source: Source, condition: str) -> bool:
    found = source.connection.execute(f"select 1 from cells where {condition} limit 1")
    return bool(found.fetchall())


def _fault(column: Column, place: int) -> str:
    wrong = {**_OF_ANY, **(_OF_AN_ID if column.type.is_id else {})}
    cases = " ".join(
        f"when '{kind}' then {duck.text(f'{column.name} {says}')}"
        for kind, says in wrong.items()
    )
    return f"case kinds[{place}] {cases} end"
