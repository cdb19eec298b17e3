"""The rows of a landed file, read without the product and without DuckDB.

A row that cannot be told apart is None: it counts, and is rejected.
"""

import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tests.feeds.corpus.cells import Cell, Token
from tests.feeds.corpus.contract import Feed
from tests.feeds.corpus.rfc_4180 import records
from tests.feeds.corpus.typed_cells import cells_of

Rows = Sequence[Mapping[str, Cell] | None]


class WholeError(Exception):
    """A file that cannot be read at all."""


def rows(feed: Feed, name: str, content: bytes) -> Rows:
    """The rows of a file in the feed's own names."""
    if name.endswith(".parquet"):
        return _of_parquet(feed, content)
    text = _text(name, content)
    return _of_jsonl(feed, text) if ".jsonl" in name else _of_csv(feed, text)


def _text(name: str, content: bytes) -> str:
    try:
        text = _unpacked(name, content).decode("utf-8").removeprefix("\ufeff")
    except (UnicodeDecodeError, OSError, EOFError, zlib.error, zipfile.BadZipFile) as e:
        raise WholeError from e
    is_of_an_old_mac = "\r" in text and "\n" not in text
    return text.replace("\r", "\n") if is_of_an_old_mac else text


def _unpacked(name: str, content: bytes) -> bytes:
    if name.endswith(".gz"):
        return gzip.decompress(content)
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            (only,) = archive.namelist()
            return archive.read(only)
    return content


def _lines(text: str) -> list[str]:
    """Lines without their line feeds, and without empty ones at the end."""
    lines = text.split("\n")
    while lines and lines[-1] in ("", "\r"):
        lines.pop()
    return lines


def _of_csv(feed: Feed, text: str) -> Rows:
    lines = _lines(text)
    delimiter = ","
    if lines and lines[0].rstrip("\r") in ("sep=,", "sep=;", "sep=|", "sep=\t"):
        delimiter = lines.pop(0)[4]
    found = records(lines, delimiter)
    header = next(found, None)
    if header is None or header.fields is None:
        raise WholeError
    ours = _matched(feed, header.fields)
    _require(feed, ours)
    read: list[Mapping[str, Cell] | None] = []
    for record in found:
        if record.fields is None or len(record.fields) != len(header.fields):
            read += [None] * record.lines
        else:
            read.append({name: record.fields[at] for name, at in ours.items()})
    return read


def _of_jsonl(feed: Feed, text: str) -> Rows:
    objects = [_object(line) for line in _lines(text)]
    keys = sorted({key for found in objects if found is not None for key in found})
    ours = {name: keys[at] for name, at in _matched(feed, keys).items()}
    return [
        None if found is None else {name: found.get(key) for name, key in ours.items()}
        for found in objects
    ]


class _Pairs(list[tuple[str, Any]]):
    """An object of JSON, with keys that come twice."""


def _object(line: str) -> dict[str, Cell] | None:
    def no_constant(text: str) -> None:
        raise ValueError(text)

    try:
        found = json.loads(
            line,
            object_pairs_hook=_Pairs,
            parse_float=Token,
            parse_int=Token,
            parse_constant=no_constant,
        )
        line.encode()
        json.dumps(
            found, ensure_ascii=False, default=vars
        ).encode()  # no lone surrogate
    except ValueError:
        return None
    if not isinstance(found, _Pairs) or len(dict(found)) < len(found):
        return None
    return {k: dict(v) if isinstance(v, _Pairs) else v for k, v in found}


def _of_parquet(feed: Feed, content: bytes) -> Rows:
    try:
        table = pq.ParquetFile(io.BytesIO(content)).read()
    except (pa.ArrowException, OSError) as error:
        raise WholeError from error
    ours = _matched(feed, table.column_names)
    _require(feed, ours)
    columns = {name: cells_of(table.column(at)) for name, at in ours.items()}
    return [
        {name: cells[n] for name, cells in columns.items()}
        for n in range(table.num_rows)
    ]


def _matched(feed: Feed, header: Sequence[str]) -> dict[str, int]:
    """The place of each of the feed's columns: by name, else by what is meant."""
    return dict(_places(feed, list(header)))


def _places(feed: Feed, header: list[str]) -> Iterator[tuple[str, int]]:
    meant = [_loosely(name) for name in header]
    for column in feed.columns:
        name = column.name
        same = [n for n, theirs in enumerate(header) if theirs == name]
        same = same or [n for n, theirs in enumerate(meant) if theirs == name]
        if len(same) > 1:
            raise WholeError
        if same:
            yield name, same[0]


def _loosely(name: str) -> str:
    return "_".join(name.replace("\ufeff", "").split()).casefold()


def _require(feed: Feed, found: Mapping[str, int]) -> None:
    required = [column.name for column in feed.columns if column.required]
    if set(feed.key if "deleted_at" in found else required) - set(found):
        raise WholeError
