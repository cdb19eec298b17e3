"""How a run writes Dagster's history into SQLite: without opening a file each time.

Dagster makes an engine for each event, opens a connection and compiles its statements
anew, some 2,200 times in the smallest run: a third of its time (measured). Here engines
are kept, with what they have compiled, and a closed connection is given out again. The
disk is not flushed for each event: with a write-ahead log this risks the last events at
a power cut, never the file; run history is no truth.
"""

import atexit
import sqlite3
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

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
    """Keep the engines and connections of Dagster's history in this process."""
    from dagster._core.storage.event_log.sqlite import sqlite_event_log
    from dagster._core.storage.runs.sqlite import sqlite_run_storage
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

    storages: tuple[Any, ...] = (sqlite_event_log, sqlite_run_storage)
    for storage in storages:
        storage.create_engine = _keeping(storage.create_engine)
    atexit.register(_end)


def _keeping(create_engine: Callable[..., "Engine"]) -> Callable[..., "Engine"]:
    """The function, making one engine for all who ask alike."""
    made: dict[tuple[str, str], Engine] = {}

    def kept(address: str, **options: object) -> "Engine":
        key = (address, repr(options))
        return made.get(key) or made.setdefault(key, create_engine(address, **options))

    return kept


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
