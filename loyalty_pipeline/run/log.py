"""The log of each run: everything that Dagster and dbt print, one file a run."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from pathlib import Path

from loyalty_pipeline.home.layout import Home

KEPT = 20


@contextmanager
def said_to_log(home: Home) -> Iterator[None]:
    """Send what is printed to a log of its own; `last-run.log` leads to the newest."""
    home.logs.mkdir(parents=True, exist_ok=True)
    log = home.logs / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{os.getpid()}.log"
    with (
        log.open("w", encoding="utf-8") as stream,
        redirect_stdout(stream),
        redirect_stderr(stream),
    ):
        _lead_to(log, home.log)
        _forget_oldest(home.logs)
        yield


def _lead_to(log: Path, link: Path) -> None:
    scratch = link.with_name(f".{link.name}.{os.getpid()}.new")
    scratch.unlink(missing_ok=True)
    scratch.symlink_to(log.relative_to(link.parent))
    os.replace(scratch, link)


def _forget_oldest(folder: Path) -> None:
    for log in sorted(folder.glob("*.log"))[:-KEPT]:
        log.unlink(missing_ok=True)
