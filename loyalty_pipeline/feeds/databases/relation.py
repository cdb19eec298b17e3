"""What a source pulls, as a relation of its database, and the columns of that."""

from typing import TYPE_CHECKING

from loyalty_pipeline.feeds.databases import mysql, postgres, sqlite
from loyalty_pipeline.feeds.databases.columns import Column
from loyalty_pipeline.feeds.databases.cursor import Cursor, cursor_of
from loyalty_pipeline.feeds.databases.model import Source

if TYPE_CHECKING:
    from sqlalchemy import Engine, FromClause

_DIALECTS = {
    "postgresql": postgres.describe,
    "mysql": mysql.describe,
    "sqlite": sqlite.describe,
}


def relation_of(source: Source) -> "FromClause":
    """The table or the query, to be asked of."""
    import sqlalchemy as sa

    if source.table is not None:
        return sa.table(source.table, schema=source.db_schema)
    # A colon is the query's own, and its last line may be a comment.
    query = (source.query or "").rstrip("; \n\t").replace(":", r"\:")
    return sa.text(f"(\n{query}\n) as pulled")  # type: ignore[return-value]


def describe(
    engine: "Engine", source: Source
) -> tuple["FromClause", tuple[Column, ...], Cursor | None]:
    """What is pulled, its columns as the database describes them, and the cursor."""
    relation, dialect = relation_of(source), engine.dialect.name
    with engine.connect() as connection:
        columns = tuple(_DIALECTS[dialect](connection, relation))
    if source.cursor is None:
        return relation, columns, None
    return relation, columns, cursor_of(columns, source.cursor, source.lag, dialect)
