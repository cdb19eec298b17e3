"""What a feed is: its key, its columns and the rules of a row."""

from dataclasses import dataclass

from loyalty_pipeline.feeds import types as t


@dataclass(frozen=True)
class Hint:
    """Advice on a bad value: SQL over lake columns for when, and what to do then."""

    holds: str
    says: str


@dataclass(frozen=True)
class Column:
    """A column of a feed; `default` is a SQL literal, bounds are in lake units.

    `lenient` is a column that a row is not worth losing for: a bad value is left out,
    and counted. Of a `personal` one no message says a value that leaves the home. Of
    the `hints` the first that holds is added to what is wrong with a value. A column
    that `sorts` has a few values for many rows, whatever they are.
    """

    name: str
    type: t.LogicalType
    required: bool = False
    default: str = "null"
    minimum: int | None = None
    maximum: int | None = None
    lenient: bool = False
    personal: bool = False
    sorts: bool = False
    hints: tuple[Hint, ...] = ()

    @property
    def lake_name(self) -> str:
        """The name in the lake, which says the unit: `amount` is `amount_cents`."""
        return self.name + self.type.suffix


@dataclass(frozen=True)
class RowRule:
    """A promise about a row that lives: SQL over lake columns; the reason if broken."""

    reason: str
    holds: str


@dataclass(frozen=True)
class Feed:
    """One kind of fact that users land.

    A row with `deleted_at` is a tombstone, of which only the key is required, and which
    need not keep the bounds and rules of a row that lives.
    """

    name: str
    key: tuple[str, ...]
    says: str
    own_columns: tuple[Column, ...]
    rules: tuple[RowRule, ...] = ()

    @property
    def happens_at(self) -> str:
        """The first instant of the feed's own, or else date: when a fact happened."""
        own = self.own_columns
        times = [c.name for kind in (t.INSTANT, t.DATE) for c in own if c.type is kind]
        return times[0]

    @property
    def columns(self) -> tuple[Column, ...]:
        """Own columns, then the two that every feed may carry."""
        return (
            *self.own_columns,
            Column("updated_at", t.INSTANT),
            Column("deleted_at", t.INSTANT),
        )
