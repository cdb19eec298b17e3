"""Dagster's own settings, generated into the home."""

import os
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import yaml

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.files import replacing, shipped
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.run.history_connections import keep_connections
from loyalty_pipeline.run.setup import Setup
from loyalty_pipeline.settings import HISTORY, Settings

if TYPE_CHECKING:
    import dagster as dg

_WORKSPACE = shipped("workspace.yaml")
_INSTANCE: dict[str, object] = {
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

# A run over landing days is planned by one event an asset, not by one a day and asset.
_PLANNED_AT_ONCE = {"DAGSTER_EMIT_PARTITION_SUBSET_IN_PLANNED_EVENTS": "true"}

# Dagster's advice to use another command, of a package that this one does not need.
_UNHEARD = "ignore:Function `dev_command` is superseded"


def _instance(settings: Settings) -> dict[str, object]:
    """Dagster's settings, with the run history in PostgreSQL where one is named."""
    if not settings.history_environment:
        return _INSTANCE
    if find_spec("dagster_postgres") is None:
        raise LoyaltyError(
            "keeping the run history in PostgreSQL needs the package dagster-postgres",
            HISTORY,
            "install loyalty-pipeline[postgres], or unset the variable",
        )
    # The address has a password: it is named here, never written.
    return {**_INSTANCE, "storage": {"postgres": {"postgres_url": {"env": HISTORY}}}}


def configured(settings: Settings) -> "dg.DagsterInstance":
    """The home's Dagster instance for a run in this process."""
    import dagster as dg

    keep_connections()
    home, instance = Home(settings.home), _instance(settings)
    os.environ.update(settings.history_environment)  # Dagster reads it only there
    _write(home, "dagster.yaml", instance)
    _write(home, "run.yaml", {**instance, **_UNCAPTURED})
    return dg.DagsterInstance.from_config(str(home.dagster), "run.yaml")


def serve(setup: Setup, port: int) -> NoReturn:
    """Become Dagster's UI and daemon over the home, on this machine only."""
    home = setup.home
    _write(home, "dagster.yaml", _instance(setup.settings))
    dagster = Path(sys.executable).with_name("dagster")
    command = [str(dagster), "dev", "--workspace", str(_WORKSPACE)]
    own = {
        **setup.environment,
        **_PLANNED_AT_ONCE,
        "DAGSTER_HOME": str(home.dagster),
        "PYTHONWARNINGS": f"{os.environ.get('PYTHONWARNINGS', '')},{_UNHEARD}",
    }
    # Dagster prefers an `.env` of its working folder to what it is told; here is none.
    os.chdir(home.dagster)
    os.execve(
        dagster,
        [*command, "--host", "127.0.0.1", "--port", str(port)],
        {**os.environ, **own},
    )


def _write(home: Home, name: str, instance: Mapping[str, object]) -> None:
    with replacing(home.dagster / name) as scratch:
        scratch.write_text(yaml.safe_dump(instance), encoding="utf-8")
