"""The processes of this machine: those that serve a home, and orphans of its runs."""

import os
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import psutil

from loyalty_pipeline.dbt.project import DBT
from loyalty_pipeline.home.doctor.problem import Problem
from loyalty_pipeline.home.layout import Home


def processes() -> Iterator[tuple[psutil.Process, list[str], dict[str, str]]]:
    """Every process that may be looked at, its arguments and its first environment."""
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            yield process, process.cmdline(), process.environ()


def servers(home: Home) -> Iterator[int]:
    """The other processes in which Dagster serves the home."""
    for process, _, environ in processes():
        is_other = process.pid != os.getpid()
        if is_other and _is_at(environ.get("DAGSTER_HOME"), home.dagster):
            yield process.pid


def orphans(home: Home) -> Iterator[Problem]:
    """Every dbt that outlived the run that began it."""
    for process, argv, environ in processes():
        is_dbt = any(Path(part).name == DBT.name for part in argv[:2])
        is_ours = _is_at(environ.get("LOYALTY_HOME"), home.root)
        if is_dbt and is_ours and _is_orphan(process):
            yield Problem(
                f"dbt works on as process {process.pid},"
                " and the run that began it is gone",
                f"/proc/{process.pid}",
                "the process is killed, which frees the warehouse",
                partial(_kill, process),
            )


def _is_at(said: str | None, folder: Path) -> bool:
    return bool(said) and Path(str(said)).resolve() == folder.resolve()


def _is_orphan(process: psutil.Process) -> bool:
    """Whether a process has lost its parent, and was given to one elsewhere."""
    with suppress(psutil.Error, OSError):
        parent = process.ppid()
        return parent == 1 or os.getsid(parent) != os.getsid(process.pid)
    return False


def _kill(process: psutil.Process) -> None:
    with suppress(psutil.NoSuchProcess):
        process.kill()
