"""How a column of a database is asked for, and as what it lands: always exactly."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

# dlt's names for types of columns, as its loader takes them.
INTEGER = {"data_type": "bigint"}
DOUBLE = {"data_type": "double"}
BOOLEAN = {"data_type": "bool"}
DATE = {"data_type": "date"}
WALL_CLOCK = {"data_type": "timestamp", "timezone": False}
INSTANT = {"data_type": "timestamp", "timezone": True}
TEXT = {"data_type": "text"}
BYTES = {"data_type": "binary"}
WHOLE_NUMBER = {"data_type": "decimal", "precision": 38, "scale": 0}
_MOST_DIGITS, _PLACES_OF_ANY = 38, 18


def decimal(precision: int | None, scale: int | None) -> dict[str, Any]:
    """A decimal of a width, or of any: 18 places and 20 digits before them."""
    fits = precision is not None and scale is not None
    if fits and 0 <= scale <= precision <= _MOST_DIGITS:  # type: ignore[operator]
        return {"data_type": "decimal", "precision": precision, "scale": scale}
    return {
        "data_type": "decimal",
        "precision": _MOST_DIGITS,
        "scale": _PLACES_OF_ANY,
    }


@dataclass(frozen=True)
class Column:
    """A column: SQL that gives it, as what it lands, and what if a value does not fit.

    `absent` is SQL for rows without it. Bytes land as text where all of them are UTF-8
    (`is_text` is None until that is known), so that landing.yaml's words hold for them.
    """

    name: str
    sql: "ColumnElement[Any]"
    kind: dict[str, Any]
    absent: "ColumnElement[Any]"
    otherwise: "Column | None" = None
    is_text: bool | None = None

    @property
    def is_decoded(self) -> bool:
        """Whether bytes are to become text."""
        return self.kind == BYTES and self.is_text is not False

    def widened(self) -> "Column | None":
        """The column as what holds every value; None if it is that already."""
        if self.is_decoded:
            return replace(self, is_text=False)
        return self.otherwise


def column(
    name: str,
    kind: dict[str, Any],
    sql: "ColumnElement[Any] | None" = None,
    as_text: "ColumnElement[Any] | None" = None,
) -> Column:
    """A column as it stands, or by some SQL, and the SQL of its text if it has one."""
    import sqlalchemy as sa

    plain: sa.ColumnElement[Any] = sa.column(name)
    absent = plain.is_(None)
    otherwise = Column(name, as_text, TEXT, absent) if as_text is not None else None
    return Column(name, plain if sql is None else sql, kind, absent, otherwise)
