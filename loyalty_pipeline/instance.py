"""Dagster's own settings, generated into the home."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import yaml

from loyalty_pipeline.home import Home, replacing

if TYPE_CHECKING:
    import dagster as dg

_SETTINGS = {"telemetry": {"enabled": False}}
# What `loyalty run` prints goes to the home's log, whole; a second capture of it by
# Dagster would cost a process for each step.
_UNCAPTURED = {
    "compute_logs": {
        "module": "dagster._core.storage.noop_compute_log_manager",
        "class": "NoOpComputeLogManager",
    }
}


def configured(home: Home) -> "dg.DagsterInstance":
    """The home's Dagster instance for a run in this process."""
    import dagster as dg

    _write(home, "dagster.yaml", _SETTINGS)
    _write(home, "run.yaml", {**_SETTINGS, **_UNCAPTURED})
    return dg.DagsterInstance.from_config(str(home.dagster), "run.yaml")


def _write(home: Home, name: str, settings: Mapping[str, object]) -> None:
    with replacing(home.dagster / name) as scratch:
        scratch.write_text(yaml.safe_dump(settings), encoding="utf-8")
