"""Parquet files: the same rows in every type, width, zone and encoding."""

import io
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tests.feeds.corpus import values as v
from tests.feeds.corpus.contract import FEEDS, MONEY, RATE, WHOLE, Column
from tests.feeds.corpus.rows import COUNT, Rows, sound

Written = Callable[[Random, str], bytes]
Typed = Callable[[Random], tuple[pa.DataType, list[Any]]]

_WHOLE_TYPES = [pa.int8(), pa.int16(), pa.int32(), pa.int64()]
_UNSIGNED = [pa.uint8(), pa.uint16(), pa.uint32(), pa.uint64()]
_TEXT_TYPES = [pa.string(), pa.large_string(), pa.binary(), pa.large_binary()]
_DICTIONARIES = [pa.dictionary(width, pa.string()) for width in _WHOLE_TYPES]
_DAYS = [date(2025, 1, 1), date(2024, 2, 29), date(1899, 12, 31), date(1900, 1, 1)]
_DAYS += [date(2199, 12, 31), date(2200, 1, 1), date(9999, 12, 31), date(1, 1, 1)]
_TIMES = [time(), time(10), time(23, 59, 59), time(12, 0, 0, 123_456)]
_ZONES = ["UTC", "+08:00", "-03:30", "Asia/Shanghai", "America/New_York"]


def as_table(rows: Rows, kind: pa.DataType | None = None) -> pa.Table:
    """Rows of texts as a table, all of one type."""
    kind = kind or pa.string()
    names = list(dict.fromkeys(name for row in rows for name in row))
    return pa.table(
        {
            name: pa.array([row.get(name) for row in rows], pa.string()).cast(kind)
            for name in names
        }
    )


def as_parquet(table: pa.Table, **options: Any) -> bytes:
    """A table as the bytes of a file."""
    target = io.BytesIO()
    pq.write_table(table, target, **options)
    return target.getvalue()


def typed(draw: Random, feed: str, of: Callable[[Column], Sequence[Typed]]) -> bytes:
    """Sound rows, in which some columns are of another type, with drawn values."""
    table = as_table(sound(feed))
    fitting = [column for column in FEEDS[feed].columns if of(column)]
    for column in draw.sample(fitting, min(len(fitting), draw.randint(1, 3))):
        kind, values = draw.choice(of(column))(draw)
        if column.name in FEEDS[feed].key:
            values = list({repr(value): value for value in values}.values())
            values += [None] * (table.num_rows - len(values))
        at = (
            table.column_names.index(column.name)
            if column.name in table.column_names
            else None
        )
        if at is not None:
            table = table.set_column(at, column.name, pa.array(values, kind))
        else:
            table = table.append_column(column.name, pa.array(values, kind))
    return as_parquet(table)


def _values(draw: Random, one: Callable[[], Any]) -> list[Any]:
    return [None if draw.random() < 0.1 else one() for _ in range(COUNT)]


def integers(draw: Random) -> tuple[pa.DataType, list[Any]]:
    kind = draw.choice([*_WHOLE_TYPES, *_UNSIGNED])
    bits = kind.bit_width - (kind in _WHOLE_TYPES)
    least = -(2**bits) if kind in _WHOLE_TYPES else 0
    edges = [least, 2**bits - 1, 0, 1, 5]
    return kind, _values(
        draw, lambda: draw.choice([*edges, draw.randrange(2 ** draw.randint(1, bits))])
    )


def decimals(draw: Random) -> tuple[pa.DataType, list[Any]]:
    precision = draw.choice([2, 4, 9, 10, 18, 19, 38])
    scale = draw.choice([0, 2, 3, 4, precision])
    kind = pa.decimal128(precision, min(scale, precision))

    def one() -> Decimal:
        digits = draw.randrange(10 ** draw.randint(1, precision))
        zeros = draw.choice([1, 1, 10**kind.scale, 10 ** max(0, kind.scale - 2)])
        whole = digits // zeros * zeros * draw.choice([1, 1, -1])
        return Decimal(whole).scaleb(-kind.scale)

    return kind, _values(draw, one)


def floats(draw: Random) -> tuple[pa.DataType, list[Any]]:
    kind = draw.choice([pa.float32(), pa.float64(), pa.float64()])
    odd = [float("nan"), float("inf"), -0.0, 0.1 + 0.2, 1e300, 1e15, 1e16, 1e-7, 12.345]

    def one() -> float:
        usual = round(draw.uniform(-100, 1000), draw.choice([0, 1, 2, 4]))
        return draw.choice([usual, usual, float(draw.randint(0, 99)), draw.choice(odd)])

    values = _values(draw, one)
    return kind, pa.array(values, pa.float64()).cast(kind, safe=False).to_pylist()


def moments(draw: Random) -> tuple[pa.DataType, list[Any]]:
    unit = draw.choice(["s", "ms", "us"])
    kind = pa.timestamp(unit, draw.choice([None, None, *_ZONES]))

    def one() -> datetime:
        at = datetime.combine(draw.choice(_DAYS), draw.choice(_TIMES))
        micros = {"s": at.microsecond, "ms": at.microsecond % 1000, "us": 0}[unit]
        return at - timedelta(microseconds=micros)

    return kind, _values(draw, one)


def nanoseconds(draw: Random) -> tuple[pa.DataType, list[Any]]:
    kind = pa.timestamp("ns", draw.choice([None, *_ZONES]))
    second = 10**9
    usual = 1_735_725_600 * second

    def one() -> int:
        return usual + draw.choice([0, 1, 999, 1000, 500_000_000, second, 123_456_789])

    return kind, _values(draw, one)


def days(draw: Random) -> tuple[pa.DataType, list[Any]]:
    return pa.date32(), _values(draw, lambda: draw.choice(_DAYS))


def truths(draw: Random) -> tuple[pa.DataType, list[Any]]:
    return pa.bool_(), _values(draw, lambda: draw.random() < 0.5)


def clocks(draw: Random) -> tuple[pa.DataType, list[Any]]:
    return pa.time64("us"), _values(draw, lambda: draw.choice(_TIMES))


def nested(draw: Random) -> tuple[pa.DataType, list[Any]]:
    kinds: list[tuple[pa.DataType, list[Any]]] = [
        (pa.list_(pa.string()), [[], ["a"], [None], ["a", "b"]]),
        (pa.list_(pa.int64()), [[1], [], [1, 2]]),
        (pa.struct([("a", pa.int64())]), [{"a": 1}, {"a": None}]),
        (pa.map_(pa.string(), pa.int64()), [[("a", 1)], []]),
    ]
    kind, some = draw.choice(kinds)
    return kind, _values(draw, lambda: draw.choice(some))


def nulls(draw: Random) -> tuple[pa.DataType, list[Any]]:
    return pa.null(), [None] * COUNT


def bytes_of_no_text(draw: Random) -> tuple[pa.DataType, list[Any]]:
    some = [
        b"a",
        b"\xff",
        b"\xe9",
        "金".encode(),
        "金".encode()[:2],
        b"",
        b"a\x00",
        b"m1",
    ]
    return pa.binary(), _values(draw, lambda: draw.choice(some))


_NUMBERS = (MONEY, RATE, WHOLE)
_MOMENTS = (v.instant, v.open_instant, v.day, v.open_day)
_IDS = (v.identifier, v.benefit)
_WORDS = (*_IDS, str, v.currency)


def _only(*kinds: Any, ways: list[Typed]) -> Written:
    return lambda draw, feed: typed(
        draw, feed, lambda column: ways if column.kind in kinds else []
    )


def _all_of(kinds: list[pa.DataType]) -> Written:
    return lambda draw, feed: as_parquet(as_table(sound(feed), draw.choice(kinds)))


def pages(draw: Random, feed: str) -> bytes:
    """Other encodings of the same: codecs, groups, versions of pages, statistics."""
    return as_parquet(
        as_table(sound(feed)),
        compression=draw.choice(["NONE", "SNAPPY", "GZIP", "ZSTD", "LZ4", "BROTLI"]),
        row_group_size=draw.choice([1, 7, 1000]),
        data_page_version=draw.choice(["1.0", "2.0"]),
        version=draw.choice(["1.0", "2.4", "2.6"]),
        use_dictionary=draw.random() < 0.5,
        write_statistics=draw.random() < 0.5,
    )


def int96(draw: Random, feed: str) -> bytes:
    """Instants as old Spark and Impala write them."""
    names = [c.name for c in FEEDS[feed].columns if c.kind in _MOMENTS]
    table, at = as_table(sound(feed)), datetime(2025, 1, 1, 10, 0, 0, 123_456)
    for name in names:
        if name in table.column_names:
            place = table.column_names.index(name)
            table = table.set_column(
                place, name, pa.array([at] * COUNT, pa.timestamp("ns"))
            )
    return as_parquet(table, use_deprecated_int96_timestamps=True)


def cut(draw: Random, feed: str) -> bytes:
    content = as_parquet(as_table(sound(feed)))
    return content[: draw.randrange(len(content))]


def flipped(draw: Random, feed: str) -> bytes:
    content = bytearray(as_parquet(as_table(sound(feed)), compression="NONE"))
    for _ in range(draw.randint(1, 4)):
        content[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
    return bytes(content)


def anything(draw: Random, feed: str) -> bytes:
    ways = [
        integers,
        decimals,
        floats,
        moments,
        nanoseconds,
        days,
        truths,
        nested,
        nulls,
    ]
    return typed(draw, feed, lambda column: ways if column.kind is not str else [])


PARQUET: dict[str, Written] = {
    "sound": lambda draw, feed: as_parquet(as_table(sound(feed))),
    "no rows": lambda draw, feed: as_parquet(as_table(sound(feed)).slice(0, 0)),
    "text types": _all_of(_TEXT_TYPES),
    "dictionaries": _all_of(_DICTIONARIES),
    "integers": _only(*_NUMBERS, *_WORDS, ways=[integers]),
    "decimals": _only(*_NUMBERS, *_IDS, ways=[decimals]),
    "floats": _only(*_NUMBERS, *_IDS, ways=[floats]),
    "moments": _only(*_MOMENTS, ways=[moments]),
    "nanoseconds": _only(*_MOMENTS, ways=[nanoseconds]),
    "days": _only(*_MOMENTS, ways=[days]),
    "clocks": _only(*_NUMBERS, *_MOMENTS, ways=[clocks]),
    "truths": _only(v.truth, *_NUMBERS, *_IDS, ways=[truths]),
    "nested": lambda draw, feed: typed(draw, feed, lambda column: [nested]),
    "nulls": lambda draw, feed: typed(draw, feed, lambda column: [nulls]),
    "bytes": lambda draw, feed: typed(
        draw, feed, lambda column: [bytes_of_no_text] if column.kind in _WORDS else []
    ),
    "anything": anything,
    "pages": pages,
    "int96": int96,
    "long": lambda draw, feed: as_parquet(
        as_table([{**row, "note": "x" * 10_000_000} for row in sound(feed, 2)])
    ),
    "cut": cut,
    "flipped": flipped,
}
