"""Looks at sources that pull nothing: do they answer, and is there something new."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.feeds.databases import position as positions
from loyalty_pipeline.feeds.databases.engines import (
    address,
    connected,
    refuse_without_packages,
)
from loyalty_pipeline.feeds.databases.loading import sources_of
from loyalty_pipeline.feeds.databases.relation import describe
from loyalty_pipeline.feeds.databases.words import in_words
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.settings import Settings


def problems(settings: Settings, landing: Path) -> Iterator[LoyaltyError]:
    """What is wrong with the sources, their addresses, tables, columns and grants."""
    try:
        sources = sources_of(landing)
        if sources:
            refuse_without_packages()
    except LoyaltyError as error:
        yield error
        return
    for feed, source in sources.items():
        try:
            url = address(settings, source.connection)
            with in_words(feed, source, url), connected(url) as engine:
                describe(engine, source)
        except LoyaltyError as error:
            yield error


def news(settings: Settings, home: Home, landing: Path) -> str:
    """A key for rows beyond the cursors' positions; empty where there are none.

    It costs a look at an index. Rows that were committed late, and feeds without a
    cursor, are left to the next run, which pulls all feeds.
    """
    import sqlalchemy as sa

    found = []
    for feed, source in sources_of(landing).items():
        known = positions.read(home, feed, source)
        if source.cursor is None:
            continue
        url = address(settings, source.connection)
        with in_words(feed, source, url), connected(url) as engine:
            relation, _, cursor = describe(engine, source)
            assert cursor is not None, "it is declared"
            greatest: sa.Select[Any] = sa.select(sa.func.max(sa.column(source.cursor)))
            with engine.connect() as connection:
                value = connection.execute(greatest.select_from(relation)).scalar()
            if value is not None and cursor.is_beyond(value, known.reached):
                found.append(f"{feed} {value}")
    return sha256("\n".join(found).encode()).hexdigest()[:16] if found else ""
