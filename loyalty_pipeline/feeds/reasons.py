"""The SQL of everything that can be wrong with a row of a feed."""

from loyalty_pipeline.feeds.contract import Column, Feed


def text_name(column: Column) -> str:
    """The name of a column's text, as the file has it, beside its lake value."""
    return f"{column.name}_text"


def reasons(feed: Feed, present: list[Column]) -> list[str]:
    """SQL texts, each null where its promise is kept."""
    missing = [
        f"case when {text_name(column)} is null then '{column.name} is missing' end"
        for column in present
        if column.required
    ]
    broken = [
        f"case when not ({rule.holds}) then '{rule.reason}' end" for rule in feed.rules
    ]
    return [*missing, *map(_bad_value, present), *_out_of_bounds(present), *broken]


def _bad_value(column: Column) -> str:
    text = text_name(column)
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
        f" then '{column.name} ' || {text_name(column)} || ' is {word}' end"
        for column, sign, bound, word in bounds
    ]
