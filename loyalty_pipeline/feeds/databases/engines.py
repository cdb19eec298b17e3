"""Connections to a shop's database: read only, in UTC, by a secret address."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy.engine import URL, Engine

_SECONDS_TO_CONNECT = 10
_DRIVERS = {
    "postgresql": "postgresql+psycopg2",
    "postgres": "postgresql+psycopg2",
    "mysql": "mysql+pymysql",
    "mariadb": "mysql+pymysql",
    "sqlite": "sqlite",
}
_PACKAGES = ("dlt", "sqlalchemy", "pyarrow", "psycopg2", "pymysql")
_ADDRESSES = (
    "an address such as postgresql://user:password@host/database,"
    " mysql://user:password@host/database or sqlite:////path/of/the/file.db"
)
# Neither what is pulled nor what a query does may change anything, and a TIMESTAMP of
# MySQL, which is an instant, is shown in the session's zone.
_POSTGRES = (
    "set time zone 'UTC'",
    "set default_transaction_read_only = on",
    "set datestyle = 'ISO, YMD'",
)
_MYSQL = ("set time_zone = '+00:00'", "set session transaction read only")


def refuse_without_packages() -> None:
    """Raise `LoyaltyError` where the extra `databases` is not installed."""
    missing = [name for name in _PACKAGES if find_spec(name) is None]
    if missing:
        raise LoyaltyError(
            "what pulls feeds from databases is not installed",
            f"the packages {', '.join(missing)}",
            "install this package with its extra: pip install -e '.[databases]' in a"
            " source tree, or pip install 'loyalty-pipeline[databases]'; or remove"
            " sources.yaml from the landing",
        )


def variable(connection: str) -> str:
    """The setting that holds a connection's address."""
    return f"LOYALTY_SOURCE_{connection.upper()}"


def address(settings: Settings, connection: str) -> "URL":
    """The address of a connection, with the driver that is used.

    Raises `LoyaltyError`, which never shows it.
    """
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    name = variable(connection)
    secret = settings.source.get(connection)
    if secret is None:
        raise LoyaltyError(
            f"{name} is not set, from which sources.yaml pulls",
            "the environment, or .env",
            f"set it to {_ADDRESSES}",
        )
    try:
        url = make_url(secret.get_secret_value())
    except (ArgumentError, ValueError):
        raise _no_address(name) from None
    kind, _, driver = url.drivername.partition("+")
    known = _DRIVERS.get(kind)
    if known is None or (driver and f"{kind}+{driver}" != known):
        raise _no_address(name)
    return url.set(drivername=known)


def _no_address(name: str) -> LoyaltyError:
    return LoyaltyError(
        f"{name} is no address of PostgreSQL, MySQL, MariaDB or SQLite",
        "the environment, or .env",
        f"write {_ADDRESSES}; a password's @ : / are written %40 %3A %2F",
    )


@contextmanager
def connected(url: "URL") -> Iterator["Engine"]:
    """An engine of a database, whose connections are closed at the end."""
    engine = _engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


def _engine(url: "URL") -> "Engine":
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import NullPool

    if url.drivername == "sqlite":
        return create_engine(
            "sqlite://", creator=lambda: _sqlite(url), poolclass=NullPool
        )
    is_mysql = url.drivername.startswith("mysql")
    if is_mysql:
        url = url.update_query_dict({"charset": "utf8mb4"})
    engine = create_engine(
        url,
        poolclass=NullPool,
        hide_parameters=True,
        connect_args={"connect_timeout": _SECONDS_TO_CONNECT},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        with connection.cursor() as cursor:
            for statement in _MYSQL if is_mysql else _POSTGRES:
                cursor.execute(statement)
        connection.commit()

    return engine


def _sqlite(url: "URL") -> sqlite3.Connection:
    path = Path(url.database or "").expanduser().absolute()
    return sqlite3.connect(
        f"file:{quote(str(path))}?mode=ro",
        uri=True,
        timeout=_SECONDS_TO_CONNECT,
        check_same_thread=False,
    )
