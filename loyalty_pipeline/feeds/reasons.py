"""The SQL of everything that can be wrong with a row of a feed."""

from dataclasses import dataclass

from loyalty_pipeline.feeds.contract import Column, Feed


@dataclass(frozen=True)
class Reason:
    """What can be wrong: SQL for when it is, and for the text that says so.

    `when` asks of a column's text only whether there is one, so that it may be asked
    before any text is made.
    """

    when: str
    says: str

    @property
    def text(self) -> str:
        """SQL for the reason against a row, null where there is none."""
        return f"case when {self.when} then {self.says} end"


def text_name(column: Column) -> str:
    """The name of a column's text, as the file has it, beside its lake value."""
    return f"{column.name}_text"


def reasons(feed: Feed, present: list[Column]) -> list[Reason]:
    """All that can be wrong with a row of the columns that are present."""
    missing = [
        Reason(f"{text_name(column)} is null", f"'{column.name} is missing'")
        for column in present
        if column.required
    ]
    broken = [Reason(f"not ({rule.holds})", f"'{rule.reason}'") for rule in feed.rules]
    return [*missing, *map(_bad_value, present), *_out_of_bounds(present), *broken]


def _bad_value(column: Column) -> Reason:
    text = text_name(column)
    return Reason(
        f"{text} is not null and {column.lake_name} is null",
        f"'{column.name} ''' || {text} || ''' is not {column.type.says}'",
    )


def _out_of_bounds(present: list[Column]) -> list[Reason]:
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
        Reason(
            f"{column.lake_name} {sign} {bound}",
            f"'{column.name} ' || {text_name(column)} || ' is {word}'",
        )
        for column, sign, bound, word in bounds
    ]
