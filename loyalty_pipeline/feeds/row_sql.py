"""The SQL that types each row of a landed file and says what is wrong with it.

The statements go through three temporary relations: `texts` (what the file holds),
`typed` (what the lake would hold) and `judged` (with every reason against a row).
"""

from collections.abc import Mapping

from loyalty_pipeline.feeds.contract import Column, Feed
from loyalty_pipeline.feeds.reasons import reasons, text_name
from loyalty_pipeline.feeds.sources.reading import Reading
from loyalty_pipeline.feeds.types import JSON_VALUE

# Where a row came from; every lake row ends with these.
ORIGIN = {"landed_on": "DATE", "file_name": "VARCHAR", "row_position": "BIGINT"}


def lake_columns(feed: Feed) -> dict[str, str]:
    """The lake's columns of a feed, each with its type."""
    own = {column.lake_name: column.type.lake_type for column in feed.columns}
    return {**own, **ORIGIN}


def judged(feed: Feed, reading: Reading) -> str:
    """SQL that creates `judged` from what was read of a file.

    The parameters are `$landed_on` and `$file_name`.
    """
    types = reading.types
    present = [column for column in feed.columns if column.name in types]
    texts = [f"{_text(column, types)} as {text_name(column)}" for column in present]
    unfit = [f'"{_unfit(c)}"' for c in present if types[c.name] == JSON_VALUE]
    values = [
        f"{_value(column, types)} as {column.lake_name}" for column in feed.columns
    ]
    originals = [f"'{column.name}', {text_name(column)}" for column in present]
    return f"""
        create or replace temp table judged as
        with texts as (
            select row_position, fault, raw, {", ".join([*texts, *unfit])}
            from {reading.relation}
        ),
        typed as (
            select
                *,
                {", ".join(values)},
                cast($landed_on as date) as landed_on,
                cast($file_name as varchar) as file_name
            from texts
        )
        select
            *,
            coalesce(
                fault, concat_ws('; ', {", ".join(reasons(feed, present))})
            ) as reasons,
            case
                when fault is not null then raw
                when reasons <> ''
                    then cast(json_object({", ".join(originals)}) as varchar)
            end as original
        from typed
    """


def accept(feed: Feed) -> str:
    """SQL that adds the good rows of `judged` to `accepted`."""
    names = ", ".join(lake_columns(feed))
    return f"insert into accepted select {names} from judged where reasons = ''"


def reject(feed: Feed) -> str:
    """SQL that adds the bad rows of `judged` to `quarantined`."""
    return f"""
        insert into quarantined
        select '{feed.name}', landed_on, file_name, row_position, reasons, original
        from judged
        where reasons <> ''
    """


def _text(column: Column, types: Mapping[str, str]) -> str:
    return column.type.text(f'"{column.name}"', types[column.name])


def _unfit(column: Column) -> str:
    """The name of what says that a value's kind of JSON is none for the column."""
    return f"{column.name}_unfit"


def _value(column: Column, types: Mapping[str, str]) -> str:
    default = f"cast({column.default} as {column.type.lake_type})"
    if column.name not in types:
        return default
    value = column.type.value(text_name(column), types[column.name])
    if types[column.name] == JSON_VALUE:
        value = f"case when {_unfit(column)} then null else {value} end"
    return f"case when {text_name(column)} is null then {default} else {value} end"
