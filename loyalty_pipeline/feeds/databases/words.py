"""What a database refuses, in words that show neither its address nor any value.

A driver's own message may hold the address, the statement's parameters or a row. So it
is shown only where it is about names that stand in sources.yaml, and by its code else.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from loyalty_pipeline.errors import RunFailedError
from loyalty_pipeline.feeds.databases.cursor import CursorError
from loyalty_pipeline.feeds.databases.engines import variable
from loyalty_pipeline.feeds.databases.model import Source

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

_SQLITE_SAFE = ("no such table", "no such column", "near ", "ambiguous column")
_SQLITE_UNREACHED = ("SQLITE_CANTOPEN", "SQLITE_NOTADB", "SQLITE_IOERR", "SQLITE_PERM")
_MYSQL_NAMES = {1052, 1054, 1060, 1064, 1142, 1143, 1146, 1305, 1356}
_MYSQL_DENIED = {1044, 1045, 1049, 1130, 1698}
_UNREACHED = "the server cannot be reached"
_DENIED = "the server refuses the user, the password or the database"
_START = "start the server, or mend the address in {variable}"
_MEND = "mend the address in {variable}"
_GRANT = "mend sources.yaml, or grant the user SELECT on what it names"


class SourceError(RunFailedError):
    """A source that cannot be pulled: which, why and what to do. Exit 1."""

    def __init__(self, feed: str, source: Source, why: str, remedy: str) -> None:
        super().__init__(
            f"{feed} cannot be pulled from {source.connection}: {why}",
            f"{source.says}, as sources.yaml says",
            remedy.format(variable=variable(source.connection)) + ", and run again",
        )


@contextmanager
def in_words(feed: str, source: Source, url: "URL") -> Iterator[None]:
    """Say in words what a database or its driver refuses, and nothing else of it."""
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except CursorError as error:
        why, remedy = str(error), "mend sources.yaml"
    except SQLAlchemyError as error:
        why, remedy = _told(getattr(error, "orig", None) or error, url)
    except (ValueError, TypeError) as error:  # of a value, which its words may hold
        why = f"its rows cannot be read ({type(error).__name__})"
        remedy = "leave out the column or cast it, in a query in sources.yaml"
    else:
        return
    raise SourceError(feed, source, why, remedy) from None


def _told(error: Any, url: "URL") -> tuple[str, str]:
    """Why, and what to do."""
    if hasattr(error, "sqlite_errorname"):
        return _of_sqlite(error)
    if hasattr(error, "pgcode"):
        return _of_postgres(error, url)
    if error.args and isinstance(error.args[0], int):
        return _of_mysql(error, url)
    return f"the database refuses ({type(error).__name__})", "mend sources.yaml"


def _of_sqlite(error: Any) -> tuple[str, str]:
    name, says = error.sqlite_errorname, str(error)
    if name.startswith(_SQLITE_UNREACHED):
        return f"the file cannot be opened as SQLite ({name})", _MEND
    if says.startswith(_SQLITE_SAFE):
        return says, "mend sources.yaml"
    return f"the database refuses ({name})", "try again, or mend sources.yaml"


def _of_postgres(error: Any, url: "URL") -> tuple[str, str]:
    code = error.pgcode
    if code is None:  # before there is a session, only the words tell
        is_denied = "password" in str(error) or "FATAL" in str(error)
        return (_DENIED, _MEND) if is_denied else (_UNREACHED, _START)
    if code[:2] in ("42", "3F"):  # of names and grants: no value of a row is in these
        return _redacted(error.diag.message_primary or code, url), _GRANT
    if code[:2] in ("08", "57", "58", "53"):
        return f"the server has ended the connection ({code})", _START
    return f"the database refuses ({code})", "mend sources.yaml"


def _of_mysql(error: Any, url: "URL") -> tuple[str, str]:
    code, *rest = error.args
    if code in _MYSQL_NAMES and rest:
        return _redacted(str(rest[0]), url), _GRANT
    if code in _MYSQL_DENIED:
        return f"{_DENIED} ({code})", _MEND
    if 2000 <= code < 2100:
        return f"{_UNREACHED} ({code})", _START
    return f"the database refuses ({code})", "mend sources.yaml"


def _redacted(says: str, url: "URL") -> str:
    """A message without any part of the address."""
    for part in (url.password, url.username, url.host, url.database):
        if part and len(str(part)) > 2:
            says = says.replace(str(part), "…")
    return " ".join(says.split())
