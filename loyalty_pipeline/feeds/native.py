"""Natively typed columns taken as they are, since making a text of each value is slow.

A way here is SQL over `{column}` of a physical type, which may be named `{physical}`:
the lake value, and null for a value that only its text can judge. None may say
anything else than the text would; `tests/feeds/test_short_ways.py` compares the two.
"""

from collections.abc import Mapping

Ways = Mapping[str, str]

IN_CALENDAR = "case when year({utc}) between 1900 and 2199 then {utc} end"

LAST_INSTANT = "timestamp '2199-12-31 23:59:59.999999'"

DATES: Ways = {"DATE": IN_CALENDAR.format(utc="{column}")}
BOOLEANS: Ways = {"BOOLEAN": "{column}"}
_COARSE = IN_CALENDAR.format(utc="cast({column} as timestamp)")
INSTANTS: Ways = {
    "TIMESTAMP": IN_CALENDAR.format(utc="{column}"),
    "TIMESTAMP WITH TIME ZONE": IN_CALENDAR.format(utc="timezone('UTC', {column})"),
    "TIMESTAMP_S": _COARSE,
    "TIMESTAMP_MS": _COARSE,
    "TIMESTAMP_NS": "case when cast(cast({column} as timestamp) as timestamp_ns)"
    f" = {{column}} then {_COARSE} end",
}
_INTEGERS = (
    *("TINYINT", "SMALLINT", "INTEGER", "BIGINT"),
    *("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"),
)


def numbers(places: int) -> Ways:
    """The ways from numbers to integers of 10^-places.

    They stay far below 10^15 units, where no step overflows, and where a double and a
    decimal of 15 digits tell each other exactly.
    """
    most = 10 ** (15 - 2 * places)
    fits = f"{{column}} between -{most} and {most}"
    exact = f"try_cast({{column}} as decimal(18, {places}))"
    units = f"round({{column}} * 1e{places})"
    of_integers = f"case when {fits} then cast({{column}} as bigint) * {10**places} end"
    return {
        **dict.fromkeys(_INTEGERS, of_integers),
        "DECIMAL": f"case when {fits}"
        f" and try_cast({exact} as {{physical}}) = {{column}}"
        f" then cast({exact} * {10**places} as bigint) end",
        "DOUBLE": f"case when {fits} and {units} / 1e{places} = {{column}}"
        f" then cast({units} as bigint) end",
    }
