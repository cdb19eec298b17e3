"""Formats of dates and instants: which there are, and which texts are of one.

They are those of strptime. A number may lack its leading zero, since no reader takes
1.3.2024 for another day than 01.03.2024, unless numbers adjoin, as in 20240301; all
else stands as the format says.
"""

import re

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_WORDS = {
    "%b": "(?i:" + "|".join(month[:3] for month in _MONTHS) + ")",
    "%B": "(?i:" + "|".join(_MONTHS) + ")",
    "%p": "(?i:AM|PM)",
}
_CODES = {
    "%Y": r"(19|20|21)\d\d",
    "%y": r"\d\d",
    "%m": r"(0?[1-9]|1[0-2])",
    "%d": r"(0?[1-9]|[12]\d|3[01])",
    "%H": r"([01]?\d|2[0-3])",
    "%I": r"(0?[1-9]|1[0-2])",
    "%M": r"[0-5]\d",
    "%S": r"[0-5]\d",
    "%f": r"\d{1,6}",
    "%z": r"[+-](0\d|1[0-4])(:?[0-5]\d)?",
    "%%": "%",
    **_WORDS,
}
_EXAMPLES = {
    "%Y": "2025",
    "%y": "25",
    "%m": "12",
    "%d": "31",
    "%H": "23",
    "%I": "11",
    "%M": "59",
    "%S": "58",
    "%f": "123456",
    "%z": "+0100",
    "%%": "%",
    "%b": "Dec",
    "%B": "December",
    "%p": "PM",
}
_PIECE = re.compile(r"%.?|[^%]+", re.DOTALL)
_ADJOINING = re.compile("%[YymdHIMSf]%[YymdHIMSf]")
_DAY = ({"%Y", "%y"}, {"%m", "%b", "%B"}, {"%d"})
_TIME = {"%H", "%I", "%p", "%M", "%S", "%f", "%z"}


def date_format(written: str) -> str:
    """A format of dates as it was written; raises `ValueError` where it is none."""
    codes = _codes(written)
    if not _is_a_day(codes):
        raise ValueError("must have a year, a month and a day, as %d.%m.%Y has")
    if _TIME & set(codes):
        raise ValueError("is a date's, without a time of day: that is instant_format")
    return written


def instant_format(written: str) -> str:
    """A format of instants as it was written; raises `ValueError` where it is none."""
    codes = _codes(written)
    if not _is_a_day(codes):
        raise ValueError("must have a year, a month and a day, as %d.%m.%Y %H:%M has")
    hours = {"%H", "%I"} & set(codes)
    if "%M" not in codes or not hours:
        raise ValueError("must have hours and minutes, as %d.%m.%Y %H:%M has")
    if ("%I" in codes) != ("%p" in codes) or len(hours) > 1:
        raise ValueError("must have %H (0 to 23), or %I (1 to 12) with %p (AM or PM)")
    if "%f" in codes and "%S" not in codes:
        raise ValueError("must have %S where it has %f")
    return written


def pattern(written: str) -> str:
    """The RE2 expression of the texts of a format, for SQL; Python reads it alike."""
    pieces = _PIECE.findall(written)
    found = "".join(_CODES.get(piece) or re.escape(piece) for piece in pieces)
    if _ADJOINING.search(written) is None:
        return found
    return found.replace("0?", "0").replace("[01]?", "[01]")


def example(written: str) -> str:
    """The last minute of 2025 in a format, to show what is meant."""
    pieces = _PIECE.findall(written)
    return "".join(_EXAMPLES.get(piece, piece) for piece in pieces)


def _codes(written: str) -> list[str]:
    codes = [piece for piece in _PIECE.findall(written) if piece.startswith("%")]
    unknown = [code for code in codes if code not in _CODES]
    if unknown:
        known = " ".join(_CODES)
        raise ValueError(f"{unknown[0]} is not known here; known are {known}")
    if len(codes) > len(set(codes)):
        raise ValueError("must have no code twice")
    return codes


def _is_a_day(codes: list[str]) -> bool:
    return all(len(part & set(codes)) == 1 for part in _DAY)
