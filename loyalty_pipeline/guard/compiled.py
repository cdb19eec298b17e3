"""Expectations compiled to SQL, which counts in a tenth of a second what they count.

It only finds the rows that Great Expectations is to look at. An expectation that is not
compiled here, whatever it says, is judged on every row: correct, and slower.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from loyalty_pipeline import duck

# Past these a data frame that also holds missing values rounds whole numbers.
_EXACT = 2**53


@dataclass(frozen=True)
class Compiled:
    """SQL of one expectation: which rows it judges, and which of these break it.

    Where `unsure` is true of a row, SQL and a data frame may differ about it.
    """

    judged: str
    broken: str
    unsure: str = "false"


Types = Mapping[str, str]
Arguments = Mapping[str, Any]


def compiled(suite: Mapping[str, Any], types: Types) -> list[Compiled] | None:
    """The expectations of a suite over columns of these types; None if one is beyond.

    What says nothing about the rows (`meta`, `severity`, `mostly`) is left aside; any
    argument that is not known here makes an expectation one that is not compiled.
    """
    found = [_compiled(expectation, types) for expectation in suite["expectations"]]
    known = [each for each in found if each is not None]
    return known if len(known) == len(found) else None


def _compiled(expectation: Mapping[str, Any], types: Types) -> Compiled | None:
    compiler = _COMPILERS.get(expectation["type"])
    arguments = {k: v for k, v in expectation["kwargs"].items() if k != "mostly"}
    kind = types.get(str(arguments.pop("column", None)))
    if compiler is None or kind is None or expectation.keys() - {*_KEYS}:
        return None
    column = '"' + expectation["kwargs"]["column"] + '"'
    return compiler(column, kind, arguments)


def _between(column: str, kind: str, arguments: Arguments) -> Compiled | None:
    broken = _outside(column, arguments, _is_number) if kind == "BIGINT" else None
    if broken is None:
        return None
    return Compiled(f"{column} is not null", broken, _inexact(column))


def _lengths_between(column: str, kind: str, arguments: Arguments) -> Compiled | None:
    if kind != "VARCHAR":
        return None
    # Great Expectations has its own reading of a length that is no whole number.
    broken = _outside(f"length({column})", arguments, _is_whole)
    return None if broken is None else Compiled(f"{column} is not null", broken)


def _outside(
    value: str, arguments: Arguments, is_bound: Callable[[Any], bool]
) -> str | None:
    """SQL for a value outside of bounds; None where these are not what they may be."""
    known = {"min_value", "max_value", "strict_min", "strict_max"}
    if arguments.keys() - known:
        return None
    low, high = arguments.get("min_value"), arguments.get("max_value")
    bounds = [bound for bound in (low, high) if bound is not None]
    if not bounds or not all(map(is_bound, bounds)) or bounds != sorted(bounds):
        return None
    below = f"{value} <{'=' * bool(arguments.get('strict_min'))} {low}"
    above = f"{value} >{'=' * bool(arguments.get('strict_max'))} {high}"
    sides = [side for side, bound in ((below, low), (above, high)) if bound is not None]
    return " or ".join(sides)


def _in_set(column: str, kind: str, arguments: Arguments) -> Compiled | None:
    listed = _listed(kind, arguments)
    if listed is None:
        return None
    unsure = _inexact(column) if kind == "BIGINT" else "false"
    return Compiled(f"{column} is not null", f"{column} not in ({listed})", unsure)


def _not_in_set(column: str, kind: str, arguments: Arguments) -> Compiled | None:
    found = _in_set(column, kind, arguments)
    listed = _listed(kind, arguments)
    return found and Compiled(found.judged, f"{column} in ({listed})", found.unsure)


def _listed(kind: str, arguments: Arguments) -> str | None:
    """SQL for a set of words or whole numbers; None where it is not one of these."""
    values = arguments.get("value_set")
    if arguments.keys() != {"value_set"} or not isinstance(values, list) or not values:
        return None
    if kind == "BIGINT" and all(_is_number(v) and isinstance(v, int) for v in values):
        return ", ".join(map(str, values))
    words = [v for v in values if isinstance(v, str) and "\0" not in v]
    if kind == "VARCHAR" and words == values:
        return ", ".join(map(duck.text, words))
    return None


def _not_null(column: str, _: str, arguments: Arguments) -> Compiled | None:
    return None if arguments else Compiled("true", f"{column} is null")


def _null(column: str, _: str, arguments: Arguments) -> Compiled | None:
    return None if arguments else Compiled("true", f"{column} is not null")


def _is_number(value: Any) -> bool:
    is_one = isinstance(value, int | float) and not isinstance(value, bool)
    return is_one and -_EXACT <= value <= _EXACT


def _is_whole(value: Any) -> bool:
    return _is_number(value) and value % 1 == 0


def _inexact(column: str) -> str:
    return f"{column} not between -{_EXACT} and {_EXACT}"


_KEYS = ("type", "kwargs", "meta", "severity")
_COMPILERS: dict[str, Callable[[str, str, Arguments], Compiled | None]] = {
    "expect_column_values_to_be_between": _between,
    "expect_column_value_lengths_to_be_between": _lengths_between,
    "expect_column_values_to_be_in_set": _in_set,
    "expect_column_values_to_not_be_in_set": _not_in_set,
    "expect_column_values_to_not_be_null": _not_null,
    "expect_column_values_to_be_null": _null,
}
