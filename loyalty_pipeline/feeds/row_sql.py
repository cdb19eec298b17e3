"""The SQL that types each row of a landed file and says what is wrong with it.

Good rows stream through `accepted` and take the short ways of their types. Only for
rows that do not pass it does `rejected` make texts, reasons and originals.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from loyalty_pipeline import duck
from loyalty_pipeline.feeds.contract import Column, Feed
from loyalty_pipeline.feeds.native import TEXTS
from loyalty_pipeline.feeds.reasons import (
    TOLD,
    bad,
    reasons,
    stands_for_nothing,
    text_name,
    unfit_name,
)
from loyalty_pipeline.feeds.sources.reading import Reading
from loyalty_pipeline.feeds.types import JSON_VALUE

# Where a row came from; every lake row ends with these.
ORIGIN = {"landed_on": "DATE", "file_name": "VARCHAR", "row_position": "BIGINT"}

# When a lake row was news, as the models have it: one that names no update was known
# when its landing day ended.
KNOWN_AT = "coalesce(updated_at, cast(landed_on + 1 as timestamp))"

# How a column of a physical type is told: SQL for its text and for its lake value.
Telling = Callable[[Column, str], tuple[str, str]]

# What is wrong with rows is asked once their values are there: a filter that moves
# before them would work out each value twice, for itself and for the row.
PREPARE = "set disabled_optimizers = 'filter_pushdown'"


def lake_columns(feed: Feed) -> dict[str, str]:
    """The lake's columns of a feed, each with its type."""
    own = {column.lake_name: column.type.lake_type for column in feed.columns}
    return {**own, **ORIGIN}


def accepted(feed: Feed, reading: Reading, day: date, file: str) -> str:
    """SQL for the lake's rows of what was read of a file."""
    origin = {
        "landed_on": f"date '{day}'",
        "file_name": duck.text(file),
        "row_position": "row_position",
    }
    values = ", ".join(
        f"cast({origin.get(name, name)} as {kind}) as {name}"
        for name, kind in lake_columns(feed).items()
    )
    return f"""(
        select {values}
        from {_typed(feed, reading, _shortly)}
        where fault is null and not {_is_bad(feed, reading)}
    )"""


def rejected(feed: Feed, reading: Reading, day: date, file: str) -> str:
    """SQL for the bad rows of what was read of a file, with every reason."""
    judged = with_reasons(feed, replace(reading, relation=_suspects(feed, reading)))
    return f"""(
        select
            {_came_from(feed, day, file)},
            reasons,
            original,
            broken_rules
        from {judged}
        where reasons <> ''
    )"""


def may_leave_out(feed: Feed, reading: Reading) -> str | None:
    """SQL for the rows with a bad value in a lenient column; None without any such.

    It types nothing but these columns.
    """
    found = [f"({bad(column)})" for column in _lenient(feed, reading)]
    if not found:
        return None
    return f"(select 1 from {_typed(feed, reading, _shortly)} where {_any(found)})"


def left_out(feed: Feed, reading: Reading, day: date, file: str) -> str:
    """SQL for the values that `accepted` leaves out of its rows, bad as they are."""
    names = ", ".join(
        f"case when {bad(column)} then '{column.name}' end"
        for column in _lenient(feed, reading)
    )
    return f"""(
        select
            {_came_from(feed, day, file)},
            unnest(list_filter([{names}], lambda name: name is not null)) as column_name
        from {_typed(feed, reading, _shortly)}
        where fault is null and not {_is_bad(feed, reading)}
    )"""


def _came_from(feed: Feed, day: date, file: str) -> str:
    """SQL for the columns by which a row that is put aside is found again."""
    return (
        f"'{feed.name}' as feed, date '{day}' as landed_on,"
        f" {duck.text(file)} as file_name, row_position"
    )


def _suspects(feed: Feed, reading: Reading) -> str:
    """SQL for the rows, as they were read, that `accepted` leaves out."""
    present = _present(feed, reading)
    given = [f'{_given(column)} as "{column.name}"' for column in present]
    unfit = [
        f'"{unfit_name(c)}"' for c in present if reading.types[c.name] == JSON_VALUE
    ]
    return f"""(
        select row_position, fault, raw, {", ".join([*given, *unfit])}
        from {_typed(feed, reading, _shortly)}
        where fault is not null or {_is_bad(feed, reading)}
    )"""


def with_reasons(feed: Feed, reading: Reading) -> str:
    """SQL for the rows of a relation, typed by their texts, with all that is wrong."""
    present = _present(feed, reading)
    told = ", ".join(reason.told for reason in reasons(feed, reading.types))
    return f"""(
        select
            * exclude (told),
            array_to_string(list_transform(told, lambda t: t.reason), '; ') as reasons,
            list_transform(told, lambda t: {{'rule': t.rule, 'value': t.value}})
                as broken_rules,
            case
                when fault is not null then raw
                when reasons <> '' then {_original(present)}
            end as original
        from (
            select
                *,
                case
                    when fault is not null
                        then [{{'reason': fault, 'rule': fault, 'value': null}}]
                    else list_filter(
                        cast([{told}] as {TOLD}[]), lambda t: t is not null
                    )
                end as told
            from {_typed(feed, reading, _by_text)}
        )
    )"""


def originals(feed: Feed, reading: Reading, relation: str) -> str:
    """SQL for the texts of some rows of what was read, as JSON, by `row_position`."""
    read = replace(reading, relation=relation)
    original = _original(_present(feed, reading))
    return f"""(
        select row_position, {original} as original
        from {_typed(feed, read, _by_text)}
    )"""


def _original(present: list[Column]) -> str:
    texts = ", ".join(f"'{c.name}', {text_name(c)}" for c in present)
    return f"cast(json_object({texts}) as varchar)"


def _typed(feed: Feed, reading: Reading, told: Telling) -> str:
    """SQL for rows with texts and lake values, beside what was given."""
    types = reading.types
    present = _present(feed, reading)
    tellings = {column.name: told(column, types[column.name]) for column in present}
    given = [f'"{c.name}" as {_given(c)}' for c in present]
    unfit = [f'"{unfit_name(c)}"' for c in present if types[c.name] == JSON_VALUE]
    texts = [f"{tellings[c.name][0]} as {text_name(c)}" for c in present]
    values = [
        f"{_value(column, tellings.get(column.name))} as {column.lake_name}"
        for column in feed.columns
    ]
    return f"""(
        select *, {", ".join(values)}
        from (
            select row_position, fault, raw, {", ".join([*given, *unfit, *texts])}
            from {reading.relation}
        )
    )"""


def _value(column: Column, telling: tuple[str, str] | None) -> str:
    default = f"cast({column.default} as {column.type.lake_type})"
    if telling is None:
        return default
    _, value = telling
    return f"case when {stands_for_nothing(column)} then {default} else {value} end"


def _by_text(column: Column, physical: str) -> tuple[str, str]:
    value = column.type.value(text_name(column), physical)
    if physical == JSON_VALUE:
        value = f"case when {unfit_name(column)} then null else {value} end"
    if physical == "BLOB":  # what is no UTF-8 is shown, and is no text
        value = f"case when try(decode({_given(column)})) is not null then {value} end"
    return column.type.text(f'"{column.name}"', physical), value


def _shortly(column: Column, physical: str) -> tuple[str, str]:
    """Where a short way leads from a typed column, it stands in for its text."""
    way = column.type.short_way(text_name(column), physical)
    if way is None:
        return _by_text(column, physical)
    if physical in TEXTS:
        text, value = _by_text(column, physical)
        return text, f"coalesce({way}, {value})"
    text = column.type.text(text_name(column), physical)
    return f'"{column.name}"', f"coalesce({way}, {column.type.value(text, physical)})"


def _present(feed: Feed, reading: Reading) -> list[Column]:
    return [column for column in feed.columns if column.name in reading.types]


def _is_bad(feed: Feed, reading: Reading) -> str:
    return _any(f"({reason.when}) is true" for reason in reasons(feed, reading.types))


def _any(conditions: Iterable[str]) -> str:
    return f"({' or '.join(conditions)})"


def _lenient(feed: Feed, reading: Reading) -> list[Column]:
    return [column for column in _present(feed, reading) if column.lenient]


def _given(column: Column) -> str:
    """The name of a column as the file has it, beside its text and lake value."""
    return f"{column.name}_given"
