"""The columns of a relation in PostgreSQL, by the types that the server describes."""

from typing import TYPE_CHECKING, Any

from loyalty_pipeline.feeds.databases import columns as c

if TYPE_CHECKING:
    from sqlalchemy import Connection, FromClause

_NUMERIC, _MONEY, _BYTEA = 1700, 790, 17
_INTEGERS, _FLOATS, _TEXTS = (20, 21, 23, 26), (700, 701), (25, 1043, 19)
_TIMES: dict[int, dict[str, Any]] = {1082: c.DATE, 1114: c.WALL_CLOCK, 1184: c.INSTANT}


def describe(connection: "Connection", relation: "FromClause") -> list[c.Column]:
    """The relation's columns; what is none of a feed's types (uuid, json) is text."""
    import sqlalchemy as sa

    asked = sa.select(sa.text("*")).select_from(relation).limit(0)
    found = connection.execute(asked)
    assert found.cursor is not None, "a query has a cursor"
    return [_column(each) for each in found.cursor.description]


def _column(told: Any) -> c.Column:
    import sqlalchemy as sa

    name, oid = told.name, told.type_code
    text = sa.cast(sa.column(name), sa.Text)
    if oid == 16:
        return c.column(name, c.BOOLEAN)
    if oid in _INTEGERS:
        return c.column(name, c.INTEGER)
    if oid in _FLOATS:
        return c.column(name, c.DOUBLE)
    if oid in (_NUMERIC, _MONEY):
        return _number(name, told, text)
    if oid in _TIMES:
        return c.column(name, _TIMES[oid], None, text)
    if oid == _BYTEA:
        return c.column(name, c.BYTES, sa.type_coerce(sa.column(name), sa.LargeBinary))
    return c.column(name, c.TEXT, None if oid in _TEXTS else text)


def _number(name: str, told: Any, text: Any) -> c.Column:
    """A numeric; where it has no width, one too large for ours is told by not-a-number.

    Arrow would not always notice: 1e30 in 18 places comes out as some other number.
    """
    import sqlalchemy as sa

    kind = c.decimal(told.precision, told.scale)
    if kind["precision"] == told.precision:
        return c.column(name, kind, None, text)
    number = sa.cast(sa.column(name), sa.Numeric)
    largest: sa.ColumnElement[Any] = sa.literal_column(
        f"1e{kind['precision'] - kind['scale']}"
    )
    none = sa.cast(sa.literal_column("'NaN'"), sa.Numeric)
    return c.column(
        name, kind, sa.case((sa.func.abs(number) >= largest, none), else_=number), text
    )
