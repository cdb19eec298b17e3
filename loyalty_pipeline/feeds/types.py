"""Strict types: the text a landing file may hold, and the exact value it becomes.

Nothing here is a bare cast. A value is first text, then either matches its type's
pattern whole and becomes a lake value, or is bad and quarantines its row. A natively
typed value may take a short way, if that leads to the same.
"""

import re
from dataclasses import dataclass, field, replace

from loyalty_pipeline.feeds import native as n

# What a reader calls the text of a JSON value, with a `<column>_unfit` beside it.
JSON_VALUE = "JSON VALUE"

FLOATS = ("FLOAT", "DOUBLE")
_DECIMAL = re.compile(r"DECIMAL\(\d+,(\d+)\)")
_MOST_PLACES = 18  # of a short way: bounds of whole numbers have to fit before them
_NESTED = ("STRUCT(", "MAP(", "UNION(")
_DAY = r"(19|20|21)\d\d-\d\d-\d\d"
# Zeros past the microsecond say nothing: .NET writes seven decimals.
_TIME = r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6}0*)?)?"
_OFFSET = r"( ?(Z|UTC|GMT|[+-](0\d|1[0-4])(:?[0-5]\d)?))"
# What systems that know no empty end write for it.
_LAST_YEAR = (
    r"9999-((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)"
    r"|02-(0[1-9]|1\d|2[0-8]))"
)
_NEVER = rf"{_LAST_YEAR}([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?{_OFFSET}?)?"
# Without an offset an instant is UTC. DuckDB reads most as they are; of the others the
# time of day, which begins after ten digits and a T or blank, is rid of what it cannot.
_AS_IT_IS = (
    "{text} || case when regexp_matches({text}, ':.*[Z+-]') then '' else 'Z' end"
)
_PLAINLY = "replace(replace(replace({text}[12:], ' ', ''), 'UTC', 'Z'), 'GMT', 'Z')"
_ZONED = (
    "try_cast(case when {text} like '%:% %' or ends_with({text}, 'T')"
    f" or ends_with({{text}}, 'C') then {{text}}[:10] || 'T' || {_PLAINLY}"
    f" else {_AS_IT_IS} end as timestamptz)"
)


@dataclass(frozen=True)
class LogicalType:
    """One type of the input contract.

    `pattern` is an RE2 expression for the whole text. `parse` is SQL over `{text}`,
    null for text that only looks right (2025-02-30). `native` is SQL over `{text}`
    that rids a natively typed column's text of what its format added (a midnight) and
    says a value in the contract's word (1 for true).
    `is_id` says that a number is an id by its digits, and none with a fraction or as a
    float, of which digits are lost. `missing` is an expression for texts that stand for
    no value; a type with one has no short ways, on which no text is read. `short_ways`
    lead from natively typed columns to the value without a text.
    """

    says: str
    lake_type: str
    pattern: str
    parse: str
    suffix: str = ""
    native: str = "{text}"
    is_id: bool = False
    missing: str = ""
    short_ways: n.Ways = field(default_factory=dict)

    def text(self, column: str, physical: str) -> str:
        """SQL for the text that is judged; null where the value is missing."""
        if physical == "TIMESTAMP WITH TIME ZONE":
            column = f"timezone('UTC', {column})"
        if physical == "BLOB":
            column = f"coalesce(try(decode({column})), cast({column} as varchar))"
        text = f"nullif(cast({column} as varchar), '')"
        if self.is_id and is_decimal(physical):
            whole = rf"regexp_replace({text}, '^(-?)\.', '\10.')"  # DECIMAL(n, n)'s
            return rf"regexp_replace({whole}, '\.0*$', '')"
        is_written = physical in ("VARCHAR", JSON_VALUE)
        return text if is_written else self.native.format(text=text)

    def value(self, text: str, physical: str) -> str:
        """SQL for the lake value of `text`, null where missing or bad."""
        is_nested = physical.endswith("]") or physical.startswith(_NESTED)
        if is_nested or (physical in FLOATS and self.is_id):
            return f"cast(null as {self.lake_type})"
        is_number = self.is_id and is_decimal(physical)
        pattern = r"-?\d+" if is_number else self.pattern
        parsed = self.parse.format(text=text)
        return f"case when regexp_full_match({text}, '{pattern}') then {parsed} end"

    def short_way(self, column: str, physical: str) -> str | None:
        """SQL for the lake value of a column, null where only its text can tell.

        None where each value needs its text. Where there is a way, a typed value is
        missing just where its column is null.
        """
        found = _DECIMAL.fullmatch(physical)
        if found is not None and int(found[1]) > _MOST_PLACES:
            return None
        kind = "DECIMAL" if found is not None else physical
        way = self.short_ways.get(kind)
        return way and way.format(column=column, physical=physical)


def is_decimal(physical: str) -> bool:
    """Whether a column landed as decimals of some width."""
    return _DECIMAL.fullmatch(physical) is not None


def decimal(places: int, suffix: str) -> LogicalType:
    """A decimal kept exactly, as an integer of its smallest unit.

    Zeros that say nothing are no loss: 0049.9900 is 49.99. So are .50 and 12. complete.
    """
    fraction = rf"\.\d{{0,{places}}}0*"
    return LogicalType(
        says=f"a decimal with at most {places} places",
        lake_type="BIGINT",
        pattern=rf"-?(0*\d{{1,{18 - places}}}({fraction})?|\.\d{{1,{places}}}0*)",
        parse=f"cast(cast({{text}} as decimal(38,{places})) * {10**places} as bigint)",
        suffix=suffix,
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
    is_id=True,
)
BENEFIT = LogicalType(
    "the code of a benefit, or campaign: and the id of a campaign",
    "VARCHAR",
    f"(campaign:)?{ID.pattern}",
    "{text}",
    is_id=True,
)
TEXT = LogicalType("text", "VARCHAR", r"(?s).*", "{text}")
CURRENCY = LogicalType(
    "an ISO 4217 code of three capitals", "VARCHAR", "[A-Z]{3}", "{text}"
)
INTEGER = LogicalType(
    "a whole number as 12 or 12.0",
    "BIGINT",
    r"-?(0*\d{1,18}(\.0*)?|\.0+)",
    "cast(cast({text} as decimal(38, 1)) as bigint)",
    short_ways=n.numbers(0),
)
BOOLEAN = LogicalType(
    "true or false",
    "BOOLEAN",
    "[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]",  # (?i) would take a long s for an s
    "cast({text} as boolean)",
    # Databases without booleans keep them as the numbers 0 and 1.
    native="case {text} when '1' then 'true' when '0' then 'false' else {text} end",
    short_ways=n.BOOLEANS,
)
DATE = LogicalType(
    "a date as 2025-12-31 of the years 1900 to 2199",
    "DATE",
    _DAY,
    "try_cast({text} as date)",
    native="regexp_replace({text}, ' 00:00:00$', '')",
    short_ways=n.DATES,
)
OPEN_DATE = replace(DATE, missing=_NEVER, short_ways={})
INSTANT = LogicalType(
    "an ISO 8601 instant as 2025-12-31T18:30:00+08:00 of the years 1900 to 2199",
    "TIMESTAMP",
    rf"{_DAY}[T ]{_TIME}{_OFFSET}?",
    n.IN_CALENDAR.format(utc=f"timezone('UTC', {_ZONED})"),
    short_ways=n.INSTANTS,
)


def open_ended(instant: LogicalType) -> LogicalType:
    """Instants of which one may be never, where an end has to be there.

    It is as late as an instant can be.
    """
    return replace(
        instant,
        pattern=f"{_NEVER}|{instant.pattern}",
        parse="case when starts_with({text}, '9999')"
        f" then {n.LAST_INSTANT} else {instant.parse} end",
    )


OPEN_INSTANT = open_ended(INSTANT)
MONEY = decimal(2, "_cents")
HUNDREDTHS = decimal(2, "_hundredths")
RATE = decimal(4, "_bp")
