"""The contract's types as a shop spells them: other texts, the same values.

Each is made of the contract's own type, so that what that refuses (a third decimal, the
30th of February, the year 2500) is refused here as well.
"""

import re
from dataclasses import replace

from loyalty_pipeline import duck
from loyalty_pipeline.feeds import types as t
from loyalty_pipeline.feeds.declared import formats
from loyalty_pipeline.feeds.declared.local_time import instant_of, start_of_day
from loyalty_pipeline.feeds.declared.model import FeedLook
from loyalty_pipeline.feeds.native import IN_CALENDAR
from loyalty_pipeline.feeds.types import LogicalType

_TEXT = "{text}"
_HERE = "<the text>"


def of_texts(kind: LogicalType, look: FeedLook) -> LogicalType:
    """A type of the contract in texts as the shop writes them."""
    if kind in (t.DATE, t.OPEN_DATE):
        return _date(look, kind)
    if kind is t.INSTANT:
        return _instant(look)
    if kind is t.OPEN_INSTANT:
        return t.open_ended(_instant(look))
    if kind is t.BOOLEAN:
        return _boolean(look)
    return _number(kind, look) if kind.lake_type == "BIGINT" else kind


def of_wall_clocks(kind: LogicalType, look: FeedLook) -> LogicalType:
    """The type of a column of natively typed times without a zone, or of dates."""
    if kind not in (t.INSTANT, t.OPEN_INSTANT) or look.timezone is None:
        return kind
    as_iso = {"date_format": None, "instant_format": None}
    return replace(of_texts(kind, look.model_copy(update=as_iso)), short_ways={})


def _number(kind: LogicalType, look: FeedLook) -> LogicalType:
    mark, separator = look.decimal_mark or ".", look.thousands_separator
    if mark == "." and separator is None:
        return kind
    fraction = rf"({re.escape(mark)}\d+)?"
    shape, plain = rf"-?\d+{fraction}", _TEXT
    if separator is not None:
        groups = rf"-?\d{{1,3}}({re.escape(separator)}\d{{3}})+{fraction}"
        shape = f"({shape}|{groups})"
        plain = f"replace({plain}, {duck.text(separator)}, '')"
    plain = f"replace({plain}, '{mark}', '.')"
    example = f"1{separator or ''}234" + ("" if kind is t.INTEGER else f"{mark}5")
    return _told(kind, shape, _of(kind, plain), f"{kind.says}, written like {example}")


def _date(look: FeedLook, kind: LogicalType = t.DATE) -> LogicalType:
    if look.date_format is None:
        return kind
    return _told(
        kind,
        formats.pattern(look.date_format),
        _of(t.DATE, _iso_date(look.date_format)),
        f"a date {_like(look.date_format)}",
    )


def _instant(look: FeedLook) -> LogicalType:
    says, shape, value = _one_format(look) if look.instant_format else _iso(look)
    if look.dates_are_instants and look.timezone is not None:
        date = _date(look)
        start = start_of_day(f"cast({_value(date)} as timestamp)", look.timezone)
        value = f"case when {_is_like(date.pattern)} then {start} else {value} end"
        shape, says = f"({date.pattern})|({shape})", f"{says}, or {date.says}"
    return replace(_told(t.INSTANT, "", value, says), pattern=shape)


def _iso(look: FeedLook) -> tuple[str, str, str]:
    value = _value(t.INSTANT)
    if look.timezone is None:
        return t.INSTANT.says, t.INSTANT.pattern, value
    # What may be followed by a Z has no offset of its own.
    is_local = f"regexp_full_match({_TEXT} || 'Z', '{_braced(t.INSTANT.pattern)}')"
    local = instant_of(value, look.timezone)
    return (
        f"{t.INSTANT.says}, in {look.timezone} where it has no offset",
        t.INSTANT.pattern,
        f"case when {is_local} then {local} else {value} end",
    )


def _one_format(look: FeedLook) -> tuple[str, str, str]:
    assert look.instant_format is not None, "asked only where there is one"
    parsed = f"try_strptime({_TEXT}, {_braced(duck.text(look.instant_format))})"
    says, shape = (
        f"an instant {_like(look.instant_format)}",
        _quoted(formats.pattern(look.instant_format)),
    )
    if look.timezone is None or "%z" in look.instant_format:
        return says, shape, IN_CALENDAR.format(utc=f"timezone('UTC', {parsed})")
    return f"{says} in {look.timezone}", shape, instant_of(parsed, look.timezone)


def _boolean(look: FeedLook) -> LogicalType:
    true, false = ("true", *look.true_words), ("false", *look.false_words)
    if len(true) + len(false) == 2:
        return t.BOOLEAN
    shape = "(?i)" + "|".join(map(re.escape, (*true, *false)))
    listed = ", ".join(duck.text(word.lower()) for word in true)
    says = f"true or false, written like {' or '.join((true[-1], false[-1]))}"
    return _told(t.BOOLEAN, shape, f"lower({_TEXT}) in ({_braced(listed)})", says)


def _told(kind: LogicalType, shape: str, parse: str, says: str) -> LogicalType:
    """A type of texts of a shape; `parse` is a template, as that of any type."""
    said = says.replace("'", "''")  # it comes to stand within a text of SQL
    return replace(kind, says=said, pattern=_quoted(shape), parse=parse, short_ways={})


def _iso_date(written: str) -> str:
    parsed = f"try_strptime({_TEXT}, {_braced(duck.text(written))})"
    return f"strftime({parsed}, '%Y-%m-%d')"


def _of(kind: LogicalType, plain: str) -> str:
    """The template of a type's value, of a text that is made of the text."""
    return _braced(kind.value(_HERE, "VARCHAR")).replace(_HERE, plain)


def _value(kind: LogicalType) -> str:
    return _of(kind, _TEXT)


def _is_like(pattern: str) -> str:
    return f"regexp_full_match({_TEXT}, '{_braced(pattern)}')"


def _like(written: str) -> str:
    return f"written like {formats.example(written)} ({written})"


def _quoted(pattern: str) -> str:
    return pattern.replace("'", "''")


def _braced(sql: str) -> str:
    """SQL as it stands in a template."""
    return sql.replace("{", "{{").replace("}", "}}")
