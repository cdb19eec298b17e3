"""The columns of a relation in MySQL or MariaDB, by the types the server describes.

A TINYINT(1) stays a number: a feed's boolean takes 0 and 1. A date of zeros, which
these servers keep where there is none, is none.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from loyalty_pipeline.feeds.databases import columns as c

if TYPE_CHECKING:
    from sqlalchemy import Connection, FromClause


def describe(connection: "Connection", relation: "FromClause") -> list[c.Column]:
    """The relation's columns; what is none of a feed's types (TIME, shapes) is text."""
    import sqlalchemy as sa

    asked = sa.select(sa.text("*")).select_from(relation).limit(0)
    found = connection.execute(asked)
    assert found.cursor is not None, "a query has a cursor"
    return [_column(*each) for each in found.cursor.description]


def _column(name: str, code: Any, *rest: Any) -> c.Column:
    import sqlalchemy as sa
    from pymysql.constants import FIELD_TYPE as T

    plain: sa.ColumnElement[Any] = sa.column(name)
    text = sa.cast(plain, sa.CHAR)
    if code in (T.TINY, T.SHORT, T.INT24, T.LONG, T.LONGLONG, T.YEAR):
        return _whole_number(name)
    if code == T.BIT:
        return _whole_number(name, sa.cast(plain, sa.Integer))
    if code in (T.FLOAT, T.DOUBLE):
        return c.column(name, c.DOUBLE)
    if code in (T.DECIMAL, T.NEWDECIMAL):
        return c.column(name, c.decimal(38, rest[3]), None, text)
    if code in (T.DATE, T.NEWDATE):
        return _time(name, c.DATE)
    if code == T.DATETIME:
        return _time(name, c.WALL_CLOCK)
    if code == T.TIMESTAMP:
        return _time(name, c.INSTANT)
    if code in (T.TIME, T.GEOMETRY):
        return c.column(name, c.TEXT, text)
    # Texts, enumerations, JSON and bytes: the driver tells them apart value by value.
    return c.column(name, c.BYTES)


def _whole_number(name: str, sql: Any = None) -> c.Column:
    """An integer; a decimal of no places where one is unsigned and too large."""
    found = c.column(name, c.INTEGER, sql)
    return replace(found, otherwise=replace(found, kind=c.WHOLE_NUMBER))


def _time(name: str, kind: dict[str, Any]) -> c.Column:
    import sqlalchemy as sa

    plain: sa.ColumnElement[Any] = sa.column(name)
    given = sa.case((sa.func.year(plain) != 0, plain))
    text: sa.ColumnElement[Any] = sa.cast(plain, sa.CHAR)
    if kind is c.INSTANT:  # which the session shows in UTC, and whose text must say so
        text = sa.func.concat(text, sa.literal_column("'Z'"))
    found = c.column(name, kind, given, text)
    # No function of the column, for the sake of an index on it.
    absent = sa.or_(plain.is_(None), plain < sa.literal_column("'1000-01-01'"))
    return replace(found, absent=absent)
