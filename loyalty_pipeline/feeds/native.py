"""Values taken as they are: natively typed ones, and texts as DuckDB would write them.

A way here is SQL over `{column}` of a physical type, which may be named `{physical}`:
the lake value, and null for a value that only its text can judge. None may say
anything else than the text would; `tests/feeds/test_short_ways.py` compares the two. A
text that is cast and comes back as it was is no other value's, and passes no pattern.
"""

from collections.abc import Mapping

Ways = Mapping[str, str]

IN_CALENDAR = "case when year({utc}) between 1900 and 2199 then {utc} end"

LAST_INSTANT = "timestamp '2199-12-31 23:59:59.999999'"

TEXTS = ("VARCHAR", "JSON VALUE")


def _written(kind: str, value: str = "{cast}", as_text: str = "") -> str:
    """SQL for the value of a text that is just what is written for it, else null."""
    cast = f"try_cast({{column}} as {kind})"
    text = (as_text or "cast({cast} as varchar)").replace("{cast}", cast)
    return f"case when {text} = {{column}} then {value.replace('{cast}', cast)} end"


_WITH_A_Z = "strftime({cast}, '%Y-%m-%dT%H:%M:%SZ')"
_INSTANT = (
    f"coalesce({_written('timestamp')}, {_written('timestamp', as_text=_WITH_A_Z)})"
)
_TRUTH = "case {column} when 'true' then true when 'false' then false end"

DATES: Ways = {
    "DATE": IN_CALENDAR.format(utc="{column}"),
    **dict.fromkeys(TEXTS, IN_CALENDAR.format(utc=_written("date"))),
}
BOOLEANS: Ways = {"BOOLEAN": "{column}", **dict.fromkeys(TEXTS, _TRUTH)}
_COARSE = IN_CALENDAR.format(utc="cast({column} as timestamp)")
INSTANTS: Ways = {
    **dict.fromkeys(TEXTS, IN_CALENDAR.format(utc=_INSTANT)),
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
    # No longer text overflows as it becomes whole units.
    of_texts = (
        f"case when length({{column}}) <= {18 - places} then "
        + _written(f"decimal(18, {places})", f"cast({{cast}} * {10**places} as bigint)")
        + " end"
    )
    return {
        **dict.fromkeys(TEXTS, of_texts),
        **dict.fromkeys(_INTEGERS, of_integers),
        "DECIMAL": f"case when {fits}"
        f" and try_cast({exact} as {{physical}}) = {{column}}"
        f" then cast({exact} * {10**places} as bigint) end",
        "DOUBLE": f"case when {fits} and {units} / 1e{places} = {{column}}"
        f" then cast({units} as bigint) end",
    }
