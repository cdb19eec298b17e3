"""What of the machine each DuckDB connection may use, of this process and of dbt."""

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

_SHARE = 0.75  # the rest is Python's, the page cache's and other programs'
_LEAST = 100 * 10**6
# Two models at once would leave each too little here, and both would spill.
_SMALL = 8 * 10**9
_CGROUPS = (
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([KMGT])(i?)B", re.IGNORECASE)
_DBT_THREADS = 2


@dataclass(frozen=True)
class Resources:
    """Memory in bytes, threads, and the folder for what does not fit into memory.

    Without a `scratch` DuckDB chooses; whoever works in a home names one.
    """

    memory: int
    threads: int
    scratch: Path | None = None

    @property
    def settings(self) -> dict[str, str]:
        """As DuckDB's own settings, by name."""
        bounds = {"memory_limit": f"{self.memory}B", "threads": str(self.threads)}
        if self.scratch is not None:
            bounds["temp_directory"] = str(self.scratch)
        return bounds

    @property
    def environment(self) -> dict[str, str]:
        """As the variables that dbt's profile reads."""
        at_once = 1 if self.memory < _SMALL else min(_DBT_THREADS, self.threads)
        return {
            "LOYALTY_BUILD_MEMORY": f"{self.memory}B",
            "LOYALTY_BUILD_THREADS": str(self.threads),
            "LOYALTY_BUILD_SCRATCH": str(self.scratch or ""),
            "LOYALTY_BUILD_MODELS": str(at_once),
        }


def bytes_of(size: str) -> int:
    """The bytes of a size such as 6GB or 1.5GiB; raises `ValueError` for another."""
    found = _SIZE.fullmatch(size.strip())
    if found is None:
        raise ValueError("must be a size such as 6GB or 512MiB")
    number, letter, binary = found.groups()
    power = "KMGT".index(letter.upper()) + 1
    size_in_bytes = int(float(number) * (1024 if binary else 1000) ** power)
    if size_in_bytes < _LEAST:
        raise ValueError("must be 100MB at least")
    return size_in_bytes


def of_this_machine() -> Resources:
    """Three quarters of the memory that this process may have, and all its cores."""
    limits = [psutil.virtual_memory().total]
    for file in _CGROUPS:
        with suppress(OSError, ValueError):  # no such group, or one without a limit
            limits.append(int(file.read_text(encoding="ascii")))
    return Resources(int(min(limits) * _SHARE), len(os.sched_getaffinity(0)))


_in_use: Resources | None = None


def use(resources: Resources) -> None:
    """Let every connection that this process opens from now on use these."""
    global _in_use
    _in_use = resources


def in_use() -> Resources:
    """What a connection of this process may use."""
    return _in_use or of_this_machine()


def spills(scratch: Path) -> list[Path]:
    """What DuckDB has written to a scratch folder; between runs, what was left."""
    return sorted(scratch.glob("duckdb_temp_*"))
