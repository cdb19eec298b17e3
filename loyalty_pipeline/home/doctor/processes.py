"""The processes of this machine: those that serve a home, and orphans of its runs."""

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from loyalty_pipeline.dbt.project import DBT
from loyalty_pipeline.home.doctor.ailments import Ailment
from loyalty_pipeline.home.layout import Home


def processes() -> Iterator[tuple[int, list[str], dict[str, str]]]:
    """Every process, its arguments and its first environment, as the kernel tells."""
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            texts = [(folder / f).read_bytes() for f in ("cmdline", "environ")]
            argv, environ = (os.fsdecode(text).split("\0") for text in texts)
            pairs = (pair.partition("=") for pair in environ)
            yield int(folder.name), argv, {name: value for name, _, value in pairs}


def servers(home: Home) -> Iterator[int]:
    """The other processes in which Dagster serves the home."""
    for pid, _, environ in processes():
        if pid != os.getpid() and _is_at(environ.get("DAGSTER_HOME"), home.dagster):
            yield pid


def orphans(home: Home) -> Iterator[Ailment]:
    """Every dbt that outlived the run that began it."""
    for pid, argv, environ in processes():
        is_dbt = any(Path(part).name == DBT.name for part in argv[:2])
        if (
            is_dbt
            and _is_at(environ.get("LOYALTY_HOME"), home.root)
            and _is_orphan(pid)
        ):
            yield Ailment(
                f"dbt works on as process {pid}, and the run that began it is gone",
                f"/proc/{pid}",
                "the process is killed, which frees the warehouse",
                partial(_kill, pid),
            )


def _is_at(said: str | None, folder: Path) -> bool:
    return bool(said) and Path(str(said)).resolve() == folder.resolve()


def _is_orphan(pid: int) -> bool:
    """Whether a process has lost its parent, and was given to one elsewhere."""
    with suppress(OSError):
        stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        parent, session = int(stat[1]), int(stat[3])
        return parent == 1 or os.getsid(parent) != session
    return False


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
