"""What a text or a typed value means by the contract: plain Python, no SQL.

Nothing of the product's typing is used here; it is what that is compared with.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Context, Decimal

Value = str | int | bool | date | datetime | None
Meaning = Callable[[str], Value]

DIGITS = set("0123456789")
NEVER = datetime(2199, 12, 31, 23, 59, 59, 999_999)
_EXACT = Context(prec=1000)
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_CLOCK = re.compile(r"([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]+))?)?")
_OFFSET = re.compile(r" ?(?:Z|UTC|GMT|([+-])([0-9]{2})(?::?([0-9]{2}))?)")


class BadError(Exception):
    """A value that the contract does not know."""


def units(places: int) -> Meaning:
    """Whole units of 10^-places, of digits with at most one point and a minus."""

    def meaning(text: str) -> int:
        figures = text.removeprefix("-").replace(".", "", 1)
        if not figures or set(figures) - DIGITS:
            raise BadError(text)
        return scaled(Decimal(text), places)

    return meaning


def scaled(number: Decimal, places: int) -> int:
    """A number in units of 10^-places, of which 18 digits at most may stand."""
    if not number.is_finite():
        raise BadError(str(number))
    whole = _EXACT.scaleb(number, places)
    if whole != int(whole) or abs(whole) >= 10**18:
        raise BadError(str(number))
    return int(whole)


def day(text: str) -> date:
    """A date of the calendar in the years 1900 to 2199."""
    found = _date(text)
    if not 1900 <= found.year <= 2199:
        raise BadError(text)
    return found


def open_day(text: str) -> date | None:
    """A date, or none for one of the year 9999."""
    if not text.startswith("9999"):
        return day(text)
    _split(text)
    return None


def instant(text: str) -> datetime:
    """An instant in UTC; both the day it names and that of UTC have to be in range."""
    found = _split(text)
    if found is None or ("." in text and len(_fraction(text).rstrip("0")) > 6):
        raise BadError(text)
    local, offset = found
    day(text[:10])
    utc = local - offset
    day(utc.date().isoformat())
    return utc


def open_instant(text: str) -> datetime:
    """An instant, or the last there is for one of the year 9999."""
    if not text.startswith("9999"):
        return instant(text)
    _split(text)
    return NEVER


def truth(text: str) -> bool:
    """`true` or `false` in letters of ASCII."""
    if not text.isascii() or text.lower() not in ("true", "false"):
        raise BadError(text)
    return text.lower() == "true"


def identifier(text: str) -> str:
    """1 to 64 letters and digits of ASCII, `_`, `.` and `-`."""
    allowed = text.isascii() and text.replace("_", "a").replace(".", "a")
    if not allowed or not allowed.replace("-", "a").isalnum() or len(text) > 64:
        raise BadError(text)
    return text


def benefit(text: str) -> str:
    """A code, or `campaign:` and the id of one."""
    identifier(text.removeprefix("campaign:"))
    return text


def currency(text: str) -> str:
    """Three capitals."""
    if len(text) != 3 or not (text.isascii() and text.isalpha() and text.isupper()):
        raise BadError(text)
    return text


def words(*allowed: str) -> Meaning:
    """One of a closed list, letter for letter."""

    def meaning(text: str) -> str:
        if text not in allowed:
            raise BadError(text)
        return text

    return meaning


def _date(text: str) -> date:
    found = _DAY.fullmatch(text)
    try:
        return date(*map(int, found.groups())) if found else date(0, 0, 0)
    except ValueError:
        raise BadError(text) from None


def _split(text: str) -> tuple[datetime, timedelta] | None:
    """A local time and its offset; None for a date alone."""
    on = _date(text[:10])
    if len(text) == 10:
        return None
    clock = _CLOCK.match(text, 11)
    if text[10] not in "T " or clock is None:
        raise BadError(text)
    rest = text[clock.end() :]
    offset = _OFFSET.fullmatch(rest) if rest else None
    if rest and offset is None:
        raise BadError(text)
    hours, minutes, seconds = (int(part or 0) for part in clock.groups()[:3])
    if hours > 23 or minutes > 59 or seconds > 59:
        raise BadError(text)
    micros = int((clock[4] or "").ljust(6, "0")[:6])
    at = datetime(on.year, on.month, on.day, hours, minutes, seconds, micros)
    return at, _ahead(offset)


def _ahead(offset: re.Match[str] | None) -> timedelta:
    if offset is None or offset[1] is None:
        return timedelta()
    hours, minutes = int(offset[2]), int(offset[3] or 0)
    if hours > 14 or minutes > 59:
        raise BadError(offset[0])
    ahead = timedelta(hours=hours, minutes=minutes)
    return ahead if offset[1] == "+" else -ahead


def _fraction(text: str) -> str:
    found = re.search(r"\.([0-9]+)", text)
    return found[1] if found else ""
