"""In which spellings some texts can be read, and whether these mean the same."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import product
from typing import TypeVar

from loyalty_pipeline.feeds.declared import formats

Text = TypeVar("Text")
Way = TypeVar("Way")

DATE_FORMATS = (
    *("%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y", "%Y/%m/%d"),
    *("%Y.%m.%d", "%Y%m%d", "%d.%m.%y", "%d/%m/%y", "%m/%d/%y", "%y/%m/%d"),
    *("%b %d, %Y", "%B %d, %Y", "%d %b %Y", "%d %B %Y", "%d-%b-%Y", "%Y年%m月%d日"),
)
_TIMES = ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M:%S %p", "%I:%M:%S%p", "%H:%M:%S.%f")
_JOINTS, _OFFSETS = (" ", ", ", "T"), ("", " %z", "%z")
INSTANT_FORMATS = tuple(
    f"{date}{joint}{time}{offset}"
    for date, joint, time, offset in product(
        ("%Y-%m-%d", *DATE_FORMATS), _JOINTS, _TIMES, _OFFSETS
    )
)
# A decimal mark and a separator of thousands.
SPELLINGS: tuple[tuple[str, str | None], ...] = (
    *((".", None), (",", None), (",", "."), (".", ",")),
    *((m, s) for m in (",", ".") for s in (" ", "\u00a0", "\u202f", "'", "\u2019")),
)


def fitting_formats(texts: Sequence[str], candidates: Iterable[str]) -> list[str]:
    """The formats that every text is of; one of each meaning, the usual first."""
    if not texts:
        return []
    few = [c for c in candidates if _moment(texts[0], c) is not None]
    return _of_each_meaning(texts, few, _moment)


def fitting_spellings(
    texts: Sequence[tuple[str, str]],
) -> list[tuple[str, str | None]]:
    """How every number can be spelt; one way of each meaning, the plainest first.

    A number comes with the expression of its column's type.
    """
    if not texts:
        return []
    return _of_each_meaning(texts, SPELLINGS, _number)


def _of_each_meaning(
    texts: Sequence[Text], ways: Iterable[Way], read: Callable[[Text, Way], object]
) -> list[Way]:
    found: dict[tuple[object, ...], Way] = {}
    for way in ways:
        meaning = tuple(read(text, way) for text in texts)
        if None not in meaning:
            found.setdefault(meaning, way)
    return list(found.values())


def _moment(text: str, written: str) -> datetime | None:
    if re.fullmatch(formats.pattern(written), text) is None:
        return None
    try:
        return datetime.strptime(text, written)  # noqa: DTZ007 - only compared
    except ValueError:
        return None


def _number(told: tuple[str, str], way: tuple[str, str | None]) -> Decimal | None:
    (text, pattern), (mark, separator) = told, way
    shape = rf"-?\d+({re.escape(mark)}\d+)?"
    if separator is not None:
        groups = rf"-?\d{{1,3}}({re.escape(separator)}\d{{3}})+({re.escape(mark)}\d+)?"
        shape = f"{shape}|{groups}"
    if re.fullmatch(shape, text) is None:
        return None
    plain = text.replace(separator or "\0", "").replace(mark, ".")
    return Decimal(plain) if re.fullmatch(pattern, plain) else None
