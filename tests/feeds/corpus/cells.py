"""A value as a file holds it, and what it means in a column."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from tests.feeds.corpus import values as v
from tests.feeds.corpus.values import BadError, Meaning, Value


@dataclass(frozen=True)
class Token:
    """A number of JSON, as it is written."""

    text: str


@dataclass(frozen=True)
class Float:
    """A floating-point number, as the shortest text that is no other."""

    text: str


@dataclass(frozen=True)
class Nanos:
    """An instant finer than any of the lake's."""

    text: str


# Text, or what a format knows beside it; None where there is nothing.
Cell = Any
_IDS = (v.identifier, v.benefit)


def meaning(kind: Meaning, cell: Cell) -> Value:
    """What a cell means in a column of a kind; None where there is nothing in it."""
    if cell in (None, "", b""):
        return None
    if isinstance(cell, str):
        return kind(cell)
    if isinstance(cell, Mapping | list | time | Nanos):
        raise BadError(str(cell))
    if isinstance(cell, bool):
        return kind("true" if cell else "false")
    if isinstance(cell, Token):
        return _number_of_json(kind, cell.text)
    if isinstance(cell, bytes):
        return _of_bytes(kind, cell)
    if isinstance(cell, int | Decimal | Float):
        return _number(kind, cell)
    return _moment(kind, cell)


def _number_of_json(kind: Meaning, text: str) -> Value:
    if kind in _IDS and set(text) & set(".eE"):
        raise BadError(text)
    return kind(text)


def _of_bytes(kind: Meaning, cell: bytes) -> Value:
    try:
        return kind(cell.decode("utf-8"))
    except UnicodeDecodeError:
        raise BadError(repr(cell)) from None


def _number(kind: Meaning, cell: int | Decimal | Float) -> Value:
    """Of a typed number only the value counts, and no id is a fraction or a float."""
    if isinstance(cell, Float):
        # From 10^16 on a double cannot hold every whole number, nor can it say which.
        if kind in _IDS or not abs(float(cell.text)) < 1e16:
            raise BadError(cell.text)
        cell = Decimal(cell.text)
    if kind in _IDS and isinstance(cell, Decimal):
        if cell != int(cell):
            raise BadError(str(cell))
        cell = int(cell)
    return kind(f"{cell:f}" if isinstance(cell, Decimal) else str(cell))


def _moment(kind: Meaning, cell: date | datetime) -> Value:
    is_day = kind in (v.day, v.open_day)
    if not isinstance(cell, datetime):
        return kind(cell.isoformat())
    if is_day:
        is_midnight = cell.time() == time() or _may_be_open(kind, cell)
        return kind(cell.date().isoformat()) if is_midnight else _no(cell)
    return kind(cell.isoformat())


def _may_be_open(kind: Meaning, cell: date) -> bool:
    return kind in (v.open_day, v.open_instant) and cell.year == 9999


def _no(cell: object) -> Value:
    raise BadError(str(cell))
