"""The header and first rows of a file of which nobody has said how it looks."""

import csv
import io
import json
import zipfile
import zlib
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import duckdb

from loyalty_pipeline import duck
from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.feeds.declared.proposed.encodings import encodings
from loyalty_pipeline.feeds.sources.formats import WORKBOOKS
from loyalty_pipeline.feeds.sources.plain_text import opened
from loyalty_pipeline.feeds.sources.reading import UnreadableError

ROWS = 1_000
_HEAD = 1 << 20  # bytes
_KNOWN = (".csv", ".jsonl", ".parquet", ".xlsx")
_DELIMITERS = (",", ";", "\t", "|")
_SPOILED = (
    *(OSError, ValueError, EOFError, RuntimeError, csv.Error, duckdb.Error),
    *(zlib.error, zipfile.BadZipFile, UnreadableError),
)


@dataclass(frozen=True)
class FirstRows:
    """A file's header and rows of texts, and how they may be encoded and delimited.

    `encodings`, `delimiters` and `sheets` are empty where there is nothing to say, else
    each that fits, by likelihood; the rows are those of the first. Of natively typed
    columns, and of numbers in cells, there are no texts.
    """

    header: list[str]
    rows: list[list[str]]
    encodings: list[str] = field(default_factory=list)
    delimiters: list[str] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)

    def texts(self, name: str) -> list[str]:
        """What the rows have in a column, without what is empty."""
        place = self.header.index(name)
        found = (row[place] for row in self.rows if len(row) > place)
        return [text for text in found if text]


def first_rows(file: Path) -> FirstRows:
    """Read them; raises `LoyaltyError` for a file that has none to be read."""
    name = file.name.lower().removesuffix(".gz").removesuffix(".zip")
    try:
        if name.endswith(".parquet"):
            return _of_parquet(file)
        if name.endswith(WORKBOOKS):
            return _of_workbook(file)
        if name.endswith((".csv", ".jsonl")):
            return _of_text(file, name.endswith(".jsonl"))
    except _SPOILED as error:
        why = next(iter(str(error).splitlines()), "it is cut short")
        raise _refused(file, why) from None
    raise _refused(file, f"known formats are {', '.join(_KNOWN)}")


def _of_text(file: Path, is_json: bool) -> FirstRows:
    with opened(file) as source:
        head = source.read(_HEAD)
        is_cut = bool(source.read(1))
    fitting = encodings(head)
    text = head.decode(fitting[0] if fitting else "utf-8-sig", errors="ignore")
    if is_cut:
        text = text[: text.rfind("\n") + 1] or text
    found = _of_json(text) if is_json else _of_csv(text)
    return FirstRows(found.header, found.rows, fitting, found.delimiters)


def _of_json(text: str) -> FirstRows:
    lines = [line for line in text.split("\n")[:ROWS] if line.strip()]
    parsed = [row for row in map(json.loads, lines) if isinstance(row, dict)]
    header = list(dict.fromkeys(key for row in parsed for key in row))
    if not header:
        raise ValueError("it is empty")
    # A number of JSON has no look that may be declared.
    rows = [
        [v if isinstance(v := row.get(key), str) else "" for key in header]
        for row in parsed
    ]
    return FirstRows(header, rows)


def _of_csv(text: str) -> FirstRows:
    said = text[:5].removeprefix("sep=")
    if text.startswith("sep=") and said in _DELIMITERS:
        header, *rows = _split(text.split("\n", 1)[1], said)
        return FirstRows(header, rows)
    told = {d: _split(text, d) for d in _DELIMITERS}
    fitting = [d for d in _DELIMITERS if _is_even(told[d])]
    if not fitting:  # rows that are short or long do not hide a header
        most = max(_DELIMITERS, key=lambda d: len(told[d][0]))
        fitting = [most]
    header, *rows = told[fitting[0]]
    return FirstRows(header, rows, [], [] if fitting == [","] else fitting)


def _split(text: str, delimiter: str) -> list[list[str]]:
    found = []
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
        if row:
            found.append(row)
        if len(found) > ROWS:
            break
    if not found:
        raise ValueError("it is empty, without a header")
    return found


def _is_even(rows: list[list[str]]) -> bool:
    return len(rows[0]) > 1 and {len(row) for row in rows} == {len(rows[0])}


def _of_parquet(file: Path) -> FirstRows:
    types = duck.columns(file)
    texts = ", ".join(
        "coalesce(" + '"' + name.replace('"', '""') + "\", '')"
        if kind == "VARCHAR"
        else "''"
        for name, kind in types.items()
    )
    with duck.connect() as connection:
        rows = connection.execute(
            f"select {texts} from {duck.rows(file)} limit {ROWS}"
        ).fetchall()
    return FirstRows(list(types), [list(row) for row in rows])


def _of_workbook(file: Path) -> FirstRows:
    from loyalty_pipeline.feeds.sources import excel_cells, workbook

    written = (excel_cells.TEXT, excel_cells.DATE, excel_cells.INSTANT)
    names = workbook.sheets(file)
    header, *rows = [
        [text if kind in written else "" for kind, text in row.cells]
        for row in islice(workbook.rows(file, names[0] if names else None), ROWS + 1)
    ] or [[]]
    if not header:
        raise ValueError("it is empty, without a header")
    return FirstRows(header, rows, sheets=names if len(names) > 1 else [])


def _refused(file: Path, why: str) -> LoyaltyError:
    return LoyaltyError(
        f"its header and first rows cannot be read: {why}",
        str(file),
        f"name a file with a header and some rows, such as {' or '.join(_KNOWN)}",
    )
