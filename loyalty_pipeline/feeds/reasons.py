"""The SQL of everything that can be wrong with a row of a feed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from loyalty_pipeline import duck
from loyalty_pipeline.feeds import types as t
from loyalty_pipeline.feeds.contract import Column, Feed

# One thing that is wrong: the whole reason, the rule that is broken (the same for all
# rows that break it), and the value that breaks it, null where none may be told.
TOLD = "STRUCT(reason VARCHAR, rule VARCHAR, value VARCHAR)"

_AS_A_FLOAT = (
    "came as a floating-point number, which keeps no id: write ids as text or as whole"
    " numbers"
)
_WITH_A_FRACTION = "came as a number with a fraction, which is no id"


@dataclass(frozen=True)
class Reason:
    """What can be wrong: SQL for when it is, and for what is said then.

    `when` asks of a column's text only whether there is one, so that it may be asked
    before any text is made. `value` stands in the reason between `about` and `says`.
    """

    when: str
    says: str
    about: str = ""
    value: str = "null"
    personal: bool = False

    @property
    def told(self) -> str:
        """SQL for the reason against a row, as `TOLD`; null where there is none."""
        subject = duck.text(self.about) if self.about else "null"
        shown = "null" if self.personal else self.value
        return (
            f"case when {self.when} then {{"
            f"'reason': concat_ws(' ', {subject}, {self.value}, {self.says}),"
            f" 'rule': concat_ws(' ', {subject}, {self.says}),"
            f" 'value': cast({shown} as varchar)}} end"
        )


def text_name(column: Column) -> str:
    """The name of a column's text, as the file has it, beside its lake value."""
    return f"{column.name}_text"


def unfit_name(column: Column) -> str:
    """The name of what says that a value's kind of JSON is none for the column."""
    return f"{column.name}_unfit"


def stands_for_nothing(column: Column) -> str:
    """SQL for whether a column has no value: no text, or one that stands for none."""
    text = text_name(column)
    if not column.type.missing:
        return f"{text} is null"
    return f"({text} is null or regexp_full_match({text}, '{column.type.missing}'))"


def bad(column: Column) -> str:
    """SQL for whether a column has a text that is no value of its type."""
    return f"not {stands_for_nothing(column)} and {column.lake_name} is null"


def reasons(feed: Feed, types: Mapping[str, str]) -> Iterator[Reason]:
    """All that can be wrong with a row of the columns of these physical types."""
    present = [column for column in feed.columns if column.name in types]
    for column in feed.columns:
        if column.required:
            yield _missing(column, column in present, column.name in feed.key)
    for column in present:
        if not column.lenient:
            yield _bad_value(column, types[column.name])
    for column in present:
        yield from _out_of_bounds(column)
    for rule in feed.rules:
        when = f"not ({rule.holds}) and deleted_at is null"
        yield Reason(when, duck.text(rule.reason))


def _missing(column: Column, is_present: bool, is_key: bool) -> Reason:
    conditions = [f"{text_name(column)} is null"] if is_present else []
    conditions += [] if is_key else ["deleted_at is null"]
    return Reason(" and ".join(conditions) or "true", "'is missing'", column.name)


def _bad_value(column: Column, physical: str) -> Reason:
    return Reason(
        bad(column),
        _advised(column, _unlike(column, physical)),
        column.name,
        f"'''' || {text_name(column)} || ''''",
        column.personal,
    )


def _unlike(column: Column, physical: str) -> str:
    """SQL for what is wrong with a text that is no value of its column's type."""
    usual = duck.text(f"is not {column.type.says}")
    if not column.type.is_id:
        return usual
    if physical in t.FLOATS:
        return duck.text(_AS_A_FLOAT)
    if t.is_decimal(physical):
        return duck.text(_WITH_A_FRACTION)
    if physical == t.JSON_VALUE:
        is_number = (
            f"{unfit_name(column)} and {text_name(column)}[1] not in ('[', '{{')"
        )
        return f"case when {is_number} then {duck.text(_AS_A_FLOAT)} else {usual} end"
    return usual


def _out_of_bounds(column: Column) -> Iterator[Reason]:
    """Reasons for values past a column's bounds, which are in lake units."""
    for sign, bound, word in (
        ("<", column.minimum, "is too small"),
        (">", column.maximum, "is too large"),
    ):
        if bound is not None:
            yield Reason(
                f"{column.lake_name} {sign} {bound} and deleted_at is null",
                _advised(column, duck.text(word)),
                column.name,
                text_name(column),
                column.personal,
            )


def _advised(column: Column, says: str) -> str:
    """SQL for what is wrong with a value, with the first of the hints that holds."""
    cases = " ".join(
        f"when {hint.holds} then {duck.text(f': {hint.says}')}" for hint in column.hints
    )
    return f"{says} || case {cases} else '' end" if cases else says
