"""The SQL that types each row of a landed file and says what is wrong with it.

The statements go through three temporary relations: `texts` (what the file holds),
`typed` (what the lake would hold) and `judged` (with every reason against a row).
"""

from collections.abc import Mapping

from loyalty_pipeline.feeds.catalog import Column, Feed

# Where a row came from; every lake row ends with these.
ORIGIN = (
    ("landed_on", "DATE"),
    ("file_name", "VARCHAR"),
    ("row_position", "BIGINT"),
)


def lake_columns(feed: Feed) -> list[tuple[str, str]]:
    """The lake's columns of a feed, each with its type."""
    own = [(column.lake_name, column.type.lake_type) for column in feed.columns]
    return [*own, *ORIGIN]


def judged(feed: Feed, relation: str, types: Mapping[str, str]) -> str:
    """SQL that creates `judged` from a relation with a `row_position`.

    `types` maps the relation's column names to their physical types. The parameters
    are `$landed_on` and `$file_name`.
    """
    present = [column for column in feed.columns if column.name in types]
    texts = [f"{_text(column, types)} as {_text_name(column)}" for column in present]
    values = [
        f"{_value(column, types)} as {column.lake_name}" for column in feed.columns
    ]
    originals = [f"'{column.name}', {_text_name(column)}" for column in present]
    return f"""
        create or replace temp table judged as
        with texts as (
            select row_position, {", ".join(texts)} from {relation}
        ),
        typed as (
            select
                *,
                {", ".join(values)},
                cast($landed_on as date) as landed_on,
                cast($file_name as varchar) as file_name,
                json_object({", ".join(originals)}) as original
            from texts
        )
        select
            *,
            concat_ws('; ', {", ".join(_reasons(feed, present))}) as reasons
        from typed
    """


def accept(feed: Feed) -> str:
    """SQL that adds the good rows of `judged` to `accepted`."""
    names = ", ".join(name for name, _ in lake_columns(feed))
    return f"insert into accepted select {names} from judged where reasons = ''"


def refuse(feed: Feed) -> str:
    """SQL that adds the bad rows of `judged` to `quarantined`."""
    return f"""
        insert into quarantined
        select '{feed.name}', landed_on, file_name, row_position, reasons, original
        from judged
        where reasons <> ''
    """


def _text_name(column: Column) -> str:
    return f"{column.name}_text"


def _text(column: Column, types: Mapping[str, str]) -> str:
    return column.type.text(f'"{column.name}"', types[column.name])


def _value(column: Column, types: Mapping[str, str]) -> str:
    default = f"cast({column.default} as {column.type.lake_type})"
    if column.name not in types:
        return default
    value = column.type.value(_text_name(column), types[column.name])
    return f"case when {_text_name(column)} is null then {default} else {value} end"


def _reasons(feed: Feed, present: list[Column]) -> list[str]:
    """SQL texts, each null where its promise is kept."""
    missing = [
        f"case when {_text_name(column)} is null then '{column.name} is missing' end"
        for column in present
        if column.required
    ]
    broken = [
        f"case when not ({rule.holds}) then '{rule.reason}' end" for rule in feed.rules
    ]
    return [*missing, *map(_bad_value, present), *_out_of_bounds(present), *broken]


def _bad_value(column: Column) -> str:
    text = _text_name(column)
    return (
        f"case when {text} is not null and {column.lake_name} is null"
        f" then '{column.name} ''' || {text} || ''' is not {column.type.says}' end"
    )


def _out_of_bounds(present: list[Column]) -> list[str]:
    """Reasons for values past a column's bounds, which are in lake units."""
    bounds = [
        (column, sign, bound, word)
        for column in present
        for sign, bound, word in (
            ("<", column.minimum, "too small"),
            (">", column.maximum, "too large"),
        )
        if bound is not None
    ]
    return [
        f"case when {column.lake_name} {sign} {bound}"
        f" then '{column.name} ' || {_text_name(column)} || ' is {word}' end"
        for column, sign, bound, word in bounds
    ]
