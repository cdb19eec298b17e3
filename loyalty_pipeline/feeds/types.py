"""Strict types: the text a landing file may hold, and the exact value it becomes.

Nothing here is a bare cast. A value is first text, then either matches its type's
pattern whole and becomes a lake value, or is bad and quarantines its row. A natively
typed value may take a short way, if that leads to the same.
"""

import re
from dataclasses import dataclass, field

from loyalty_pipeline.feeds import native as n

# What a reader calls the text of a JSON value, with a `<column>_unfit` beside it.
JSON_VALUE = "JSON VALUE"

_FLOATS = ("FLOAT", "DOUBLE")
# One of only places is written without the 0 before them, which no text may be.
_DECIMAL = re.compile(r"DECIMAL\((\d+),(?!\1\))\d+\)")
_NESTED = ("STRUCT(", "MAP(", "UNION(")
_TIME = r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?"
_OFFSET = r"(Z|[+-](0\d|1[0-4])(:?[0-5]\d)?)"
_NO_IDLE_ZEROS = r"regexp_replace({text}, '(\.\d*[1-9])0+$|\.0+$', '\1')"


@dataclass(frozen=True)
class LogicalType:
    """One type of the input contract.

    `pattern` is an RE2 expression for the whole text. `parse` is SQL over `{text}`,
    null for text that only looks right (2025-02-30). `native` is SQL over `{text}`
    that rids a natively typed column's text of what its format added (12.0 for 12).
    `short_ways` lead from natively typed columns to the value without a text.
    """

    says: str
    lake_type: str
    pattern: str
    parse: str
    suffix: str = ""
    native: str = "{text}"
    takes_floats: bool = True
    short_ways: n.Ways = field(default_factory=dict)

    def text(self, column: str, physical: str) -> str:
        """SQL for the text that is judged; null where the value is missing."""
        if physical == "TIMESTAMP WITH TIME ZONE":
            column = f"timezone('UTC', {column})"
        if physical == "BLOB":
            column = f"try(decode({column}))"
        text = f"nullif(cast({column} as varchar), '')"
        is_written = physical in ("VARCHAR", JSON_VALUE)
        return text if is_written else self.native.format(text=text)

    def value(self, text: str, physical: str) -> str:
        """SQL for the lake value of `text`, null where missing or bad."""
        is_nested = physical.endswith("]") or physical.startswith(_NESTED)
        if is_nested or (physical in _FLOATS and not self.takes_floats):
            return f"cast(null as {self.lake_type})"
        parsed = self.parse.format(text=text)
        return (
            f"case when regexp_full_match({text}, '{self.pattern}') then {parsed} end"
        )

    def short_way(self, column: str, physical: str) -> str | None:
        """SQL for the lake value of a column, null where only its text can tell.

        None where each value needs its text. Where there is a way, a value is missing
        just where its column is null.
        """
        kind = "DECIMAL" if _DECIMAL.fullmatch(physical) else physical
        way = self.short_ways.get(kind)
        return way and way.format(column=column, physical=physical)


def decimal(places: int, suffix: str) -> LogicalType:
    """A decimal kept exactly, as an integer of its smallest unit."""
    return LogicalType(
        says=f"a decimal with at most {places} places",
        lake_type="BIGINT",
        pattern=rf"-?\d{{1,{18 - places}}}(\.\d{{1,{places}}})?",
        parse=f"cast(cast({{text}} as decimal(38,{places})) * {10**places} as bigint)",
        suffix=suffix,
        native=_NO_IDLE_ZEROS,
        short_ways=n.numbers(places),
    )


def one_of(*choices: str) -> LogicalType:
    """A word from a closed vocabulary."""
    return LogicalType(
        f"one of {', '.join(choices)}", "VARCHAR", "|".join(choices), "{text}"
    )


ID = LogicalType(
    "an id of 1 to 64 letters, digits, _, . or -",
    "VARCHAR",
    "[A-Za-z0-9_.-]{1,64}",
    "{text}",
    takes_floats=False,  # 12345678901234567890.0 is not the id anybody meant
)
BENEFIT = LogicalType(
    "the code of a benefit, or campaign: and the id of a campaign",
    "VARCHAR",
    f"(campaign:)?{ID.pattern}",
    "{text}",
    takes_floats=False,
)
TEXT = LogicalType("text", "VARCHAR", r"(?s).*", "{text}")
CURRENCY = LogicalType(
    "an ISO 4217 code of three capitals", "VARCHAR", "[A-Z]{3}", "{text}"
)
INTEGER = LogicalType(
    "a whole number",
    "BIGINT",
    r"-?\d{1,18}",
    "cast({text} as bigint)",
    native=_NO_IDLE_ZEROS,
    short_ways=n.numbers(0),
)
BOOLEAN = LogicalType(
    "true or false",
    "BOOLEAN",
    "(?i)true|false",
    "cast({text} as boolean)",
    short_ways=n.BOOLEANS,
)
DATE = LogicalType(
    "a date as 2025-12-31 of the years 1900 to 2199",
    "DATE",
    r"(19|20|21)\d\d-\d\d-\d\d",
    "try_cast({text} as date)",
    native="regexp_replace({text}, ' 00:00:00$', '')",
    short_ways=n.DATES,
)
INSTANT = LogicalType(
    "an ISO 8601 instant of the years 1900 to 2199",
    "TIMESTAMP",
    rf"(19|20|21)\d\d-\d\d-\d\d[T ]{_TIME}{_OFFSET}?",
    n.IN_CALENDAR.format(
        # Without an offset an instant is UTC.
        utc="timezone('UTC', try_cast(case"
        f" when regexp_matches({{text}}, ':.*{_OFFSET}$') then {{text}}"
        " else {text} || 'Z' end as timestamptz))"
    ),
    short_ways=n.INSTANTS,
)
MONEY = decimal(2, "_cents")
HUNDREDTHS = decimal(2, "_hundredths")
RATE = decimal(4, "_bp")
