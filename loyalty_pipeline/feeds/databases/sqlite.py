"""The columns of a relation in SQLite, whose values have types and columns none.

One look at all values says what a column is. There are no dates: they are texts, and
read as a CSV's would be.
"""

from typing import TYPE_CHECKING, Any

from loyalty_pipeline.feeds.databases import columns as c

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, FromClause

_EXACT = 2**53  # as far as floating-point numbers tell whole ones apart
_ASKED = 5


def describe(connection: "Connection", relation: "FromClause") -> list[c.Column]:
    """The relation's columns, by what is stored in them now."""
    import sqlalchemy as sa

    first = sa.select(sa.text("*")).select_from(relation).limit(0)
    names = list(connection.execute(first).keys())
    asked = [each for name in names for each in _asked(name)]
    row: list[Any] = list(
        connection.execute(sa.select(*asked).select_from(relation)).one()
    )
    return [
        _column(name, *row[place * _ASKED : (place + 1) * _ASKED])
        for place, name in enumerate(names)
    ]


def _asked(name: str) -> list["ColumnElement[Any]"]:
    """How many values of a column are stored how, and the ends of the whole numbers."""
    import sqlalchemy as sa

    plain: sa.ColumnElement[Any] = sa.column(name)
    stored = sa.func.typeof(plain)
    whole = sa.case((stored == "integer", plain))
    counted = [
        sa.func.count(sa.case((condition, 1)))
        for condition in (
            stored == "integer",
            stored == "real",
            stored.in_(["text", "blob"]),
        )
    ]
    # Unlabelled names of aggregates would be the same for every column.
    asked = [*counted, sa.func.min(whole), sa.func.max(whole)]
    return [each.label(None) for each in asked]


def _column(
    name: str, whole: int, real: int, others: int, least: int, most: int
) -> c.Column:
    import sqlalchemy as sa

    if whole and not real and not others:
        return c.column(name, c.INTEGER)
    if real and not others and (not whole or (least > -_EXACT and most < _EXACT)):
        return c.column(name, c.DOUBLE)
    # Text in bytes, since it need not be UTF-8 here; a number among texts is its text.
    return c.column(name, c.BYTES, sa.cast(sa.column(name), sa.LargeBinary))
