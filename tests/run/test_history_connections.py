"""Connections to Dagster's history are kept, and nobody is given one that is in use."""

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dagster._core.storage.event_log.sqlite import sqlite_event_log
from dagster._core.storage.runs.sqlite import sqlite_run_storage
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.pool import NullPool

from loyalty_pipeline.run import history_connections
from loyalty_pipeline.run.history_connections import keep_connections
from tests.support.cli import REPOSITORY


def _engine(file: Path) -> Engine:
    """An engine as Dagster makes one for each event."""
    return create_engine(f"sqlite:///{file}", poolclass=NullPool)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The files that are opened, once for each time."""
    keep_connections()
    files: list[str] = []
    really = history_connections._opened

    def watched(key: object, arguments: list[str], options: object) -> object:
        files.append(arguments[0])
        return really(key, arguments, options)  # type: ignore[arg-type]

    monkeypatch.setattr(history_connections, "_opened", watched)
    yield files
    history_connections._end()


def _write(file: Path, value: int) -> None:
    with _engine(file).connect() as connection, connection.begin():
        connection.execute(text("create table if not exists t (a)"))
        connection.execute(text(f"insert into t values ({value})"))


def _values(file: Path) -> list[int]:
    with sqlite3.connect(file) as connection:
        return [value for (value,) in connection.execute("select a from t")]


def test_a_file_is_opened_once_however_often_it_is_written(
    opened: list[str], tmp_path: Path
) -> None:
    for value in range(20):
        _write(tmp_path / "a.db", value)
    assert opened == [str(tmp_path / "a.db")]
    assert _values(tmp_path / "a.db") == list(range(20))


def test_of_two_at_once_each_has_a_connection_and_a_transaction_of_its_own(
    opened: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "a.db"
    _write(file, 1)
    with _engine(file).connect() as outer:
        outer.execute(text("insert into t values (2)"))
        with _engine(file).connect() as inner:
            assert inner.execute(text("select a from t")).fetchall() == [(1,)]
        outer.commit()
    assert len(opened) == 2
    assert _values(file) == [1, 2]


def test_what_was_not_committed_is_not_seen_by_who_is_given_the_connection_next(
    opened: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "a.db"
    _write(file, 1)
    with _engine(file).connect() as connection:
        connection.execute(text("insert into t values (2)"))
    _write(file, 3)
    assert len(opened) == 1
    assert _values(file) == [1, 3]


def test_each_thread_has_connections_of_its_own(
    opened: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "a.db"
    _write(file, 1)
    other = threading.Thread(target=_write, args=(file, 2))
    other.start()
    other.join()
    _write(file, 3)
    assert len(opened) == 2
    assert _values(file) == [1, 2, 3]


def test_only_some_connections_are_kept(opened: list[str], tmp_path: Path) -> None:
    most = history_connections._MOST_FREE
    for number in range(3 * most):
        _write(tmp_path / f"{number}.db", number)
    assert len(history_connections._FREE) == most


def test_dagsters_storages_make_one_engine_for_each_file(tmp_path: Path) -> None:
    keep_connections()
    storages: list[Any] = [sqlite_event_log, sqlite_run_storage]
    for storage in storages:
        first, again, other = (
            storage.create_engine(f"sqlite:///{tmp_path}/{name}", poolclass=NullPool)
            for name in ("a.db", "a.db", "b.db")
        )
        assert first is again
        assert first is not other
        assert isinstance(first.pool, NullPool)


def test_databases_in_memory_are_not_kept(opened: list[str]) -> None:
    for _ in range(2):
        with create_engine("sqlite://", poolclass=NullPool).connect() as connection:
            connection.execute(text("create table t (a)"))
    assert opened == []


def test_at_the_end_of_the_process_no_log_is_left_beside_the_file(
    tmp_path: Path,
) -> None:
    file = tmp_path / "a.db"
    with sqlite3.connect(file) as connection:
        connection.execute("pragma journal_mode = wal")
    code = (
        "from tests.run import test_history_connections as these\n"
        f"these.keep_connections(); these._write(these.Path({str(file)!r}), 1)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=REPOSITORY)
    assert [found.name for found in tmp_path.iterdir()] == ["a.db"]
