"""How a run writes Dagster's history into SQLite: without opening a file each time.

Dagster opens and closes a connection for each event, some 2,200 in the smallest run: a
third of its time (measured). Here a closed connection is kept and given out again, and
the disk is not flushed for each event: with a write-ahead log this risks the last
events at a power cut, never the file; run history is no truth.
"""

import atexit
import sqlite3
import threading
from functools import cache
from pathlib import Path
from typing import Any

_MOST_FREE = 16
_FREE: dict[tuple[Any, ...], "_Kept"] = {}


class _Kept(sqlite3.Connection):
    """A connection that is free for the next one to ask where it would be closed."""

    key: tuple[Any, ...]

    def close(self) -> None:
        if self.key in _FREE or len(_FREE) >= _MOST_FREE:
            super().close()
        else:
            _FREE[self.key] = self

    def end(self) -> None:
        """Close the file."""
        super().close()


@cache
def keep_connections() -> None:
    """Have SQLAlchemy keep its connections to SQLite in this process from now on."""
    from sqlalchemy import event
    from sqlalchemy.engine import Dialect, Engine

    @event.listens_for(Engine, "do_connect")
    def connect(
        dialect: Dialect, _record: object, arguments: Any, options: Any
    ) -> sqlite3.Connection | None:
        if dialect.name != "sqlite" or not Path(arguments[0]).is_absolute():
            return None  # SQLAlchemy connects by itself, as to a database in memory
        # SQLite lets no other thread than its own use a connection.
        key = (*arguments, threading.get_ident())
        return _FREE.pop(key, None) or _opened(key, arguments, options)

    atexit.register(_end)


def _opened(key: tuple[Any, ...], arguments: Any, options: Any) -> _Kept:
    connection = sqlite3.connect(*arguments, **options, factory=_Kept)
    connection.key = key
    connection.execute("pragma synchronous = normal")
    return connection


def _end() -> None:
    """Close what is free, so that the write-ahead logs are folded in."""
    me = threading.get_ident()
    for key, connection in list(_FREE.items()):
        if key[-1] == me:
            del _FREE[key]
            connection.end()
