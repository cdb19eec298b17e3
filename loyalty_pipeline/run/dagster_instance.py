"""Dagster's own settings, generated into the home."""

import os
import sqlite3
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import yaml

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.home.layout import Home, replacing
from loyalty_pipeline.settings import HISTORY

if TYPE_CHECKING:
    import dagster as dg

_WORKSPACE = Path(__file__).parents[2] / "workspace.yaml"
_SETTINGS: dict[str, object] = {
    "telemetry": {"enabled": False},
    "nux": {"enabled": False},
    "concurrency": {"runs": {"max_concurrent_runs": 1}},
    # A run whose process died is marked failed, and the next one is not kept waiting.
    "run_monitoring": {"enabled": True, "poll_interval_seconds": 30},
    "retention": {
        "schedule": {"purge_after_days": 30},
        "sensor": {"purge_after_days": {"skipped": 1, "started": 30, "failure": 30}},
    },
}
# What `loyalty run` prints goes to the home's log, whole; a second capture of it by
# Dagster would cost a process for each step.
_UNCAPTURED = {
    "compute_logs": {
        "module": "dagster._core.storage.noop_compute_log_manager",
        "class": "NoOpComputeLogManager",
    }
}


def _settings() -> dict[str, object]:
    """The settings, with the run history in PostgreSQL where that is asked for."""
    if not os.environ.get(HISTORY):
        return _SETTINGS
    if find_spec("dagster_postgres") is None:
        raise LoyaltyError(
            "keeping the run history in PostgreSQL needs the package dagster-postgres",
            HISTORY,
            "install loyalty-pipeline[postgres], or unset the variable",
        )
    # The address has a password: it is named here, never written.
    return {**_SETTINGS, "storage": {"postgres": {"postgres_url": {"env": HISTORY}}}}


def _spare_the_disk() -> None:
    """Let SQLite keep Dagster's run history without a disk flush for each event.

    With a write-ahead log this risks the last events at a power cut, never the file;
    run history is no truth. Flushing cost half of a run's time (measured).
    """
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    @event.listens_for(Engine, "connect")
    def relax(connection: object, _record: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.execute("pragma synchronous = normal")


def configured(home: Home) -> "dg.DagsterInstance":
    """The home's Dagster instance for a run in this process."""
    import dagster as dg

    _spare_the_disk()
    settings = _settings()
    _write(home, "dagster.yaml", settings)
    _write(home, "run.yaml", {**settings, **_UNCAPTURED})
    return dg.DagsterInstance.from_config(str(home.dagster), "run.yaml")


def serve(home: Home, port: int) -> NoReturn:
    """Become Dagster's UI and daemon over the home, on this machine only."""
    _write(home, "dagster.yaml", _settings())
    dagster = Path(sys.executable).with_name("dagster")
    command = [str(dagster), "dev", "--workspace", str(_WORKSPACE)]
    os.environ["DAGSTER_HOME"] = str(home.dagster)
    os.chdir(_WORKSPACE.parent)
    os.execv(dagster, [*command, "--host", "127.0.0.1", "--port", str(port)])


def _write(home: Home, name: str, settings: Mapping[str, object]) -> None:
    with replacing(home.dagster / name) as scratch:
        scratch.write_text(yaml.safe_dump(settings), encoding="utf-8")
