"""A landed file's rows by what landing.yaml says of them, for the contract's typing."""

from dataclasses import dataclass, fields, replace

from loyalty_pipeline import duck
from loyalty_pipeline.feeds import types as t
from loyalty_pipeline.feeds.contract import Column, Feed
from loyalty_pipeline.feeds.declared.model import FeedLook
from loyalty_pipeline.feeds.declared.types import of_texts, of_wall_clocks
from loyalty_pipeline.feeds.sources.reading import Reading

_TEXTS = ("VARCHAR", t.JSON_VALUE)
_WALL_CLOCKS = ("TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "DATE")
_BLANK = r"[\s\p{Z}\x{FEFF}]"


@dataclass(frozen=True)
class _AsDeclared(Feed):
    """A feed whose columns are written as a shop writes them."""

    written: tuple[Column, ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.written


def as_declared(feed: Feed, look: FeedLook, reading: Reading) -> tuple[Feed, Reading]:
    """The feed as its files write it, and the rows with what is said of their texts."""
    if look.is_plain:
        return feed, reading
    constants = {
        c: text for c, text in look.constants.items() if c not in reading.types
    }
    types = {**reading.types, **dict.fromkeys(constants, "VARCHAR")}
    columns = tuple(_written(c, types.get(c.name), look) for c in feed.columns)
    own = {f.name: getattr(feed, f.name) for f in fields(Feed)}
    relation = _relation(look, reading, constants)
    return (
        _AsDeclared(**own, written=columns),
        replace(reading, relation=relation, types=types),
    )


def without_offset(feed: Feed, look: FeedLook, reading: Reading) -> str | None:
    """SQL for how many instants of a row are texts without an offset.

    None where there are no such texts, or it is declared of which zone they are.
    """
    if look.timezone is not None or look.instant_format is not None:
        return None
    # One that DuckDB writes alike has none. Most ways to write an offset show in the
    # letters after the day; only where none does is the whole looked at. What may be
    # followed by a Z has no offset.
    counts = [
        f"""coalesce(cast(case
            when cast(try_cast("{column.name}" as timestamp) as varchar)
                = "{column.name}"
                then "{column.name}"[:2] in ('19', '20', '21')
            when not ends_with("{column.name}", 'Z')
                and length("{column.name}") > 10
                and not regexp_matches("{column.name}"[12:], '[-+A-Za-z]')
                then regexp_full_match("{column.name}" || 'Z', '{t.INSTANT.pattern}')
        end as integer), 0)"""
        for column in feed.columns
        if column.type is t.INSTANT and reading.types.get(column.name) in _TEXTS
    ]
    return " + ".join(counts) or None


def _written(column: Column, physical: str | None, look: FeedLook) -> Column:
    if physical in _TEXTS:
        return replace(column, type=of_texts(column.type, look))
    if physical in _WALL_CLOCKS:
        return replace(column, type=of_wall_clocks(column.type, look))
    return column


def _relation(look: FeedLook, reading: Reading, constants: dict[str, str]) -> str:
    """SQL for the rows: trimmed, without words for nothing, with the shop's values."""
    told = {
        name: _text(f'"{name}"', name, look)
        for name, physical in reading.types.items()
        if physical in _TEXTS
    }
    changed = [f'{sql} as "{name}"' for name, sql in told.items() if sql != f'"{name}"']
    added = [f', {duck.text(text)} as "{name}"' for name, text in constants.items()]
    if not changed and not added:
        return reading.relation
    columns = f"* replace ({', '.join(changed)})" if changed else "*"
    return f"(select {columns}{''.join(added)} from {reading.relation})"


def _text(sql: str, name: str, look: FeedLook) -> str:
    if look.trim:
        sql = f"regexp_replace({sql}, '^{_BLANK}+|{_BLANK}+$', '', 'g')"
    if look.null_words:
        words = ", ".join(map(duck.text, look.null_words))
        sql = f"case when {sql} not in ({words}) then {sql} end"
    values = look.values.get(name)
    if values:
        cases = " ".join(
            f"when {duck.text(theirs)} then {duck.text(ours)}"
            for theirs, ours in values.items()
        )
        sql = f"case {sql} {cases} else {sql} end"
    return sql
