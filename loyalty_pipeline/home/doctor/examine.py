"""What a killed run leaves behind in a home: found, named and cured."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.home.binding import SCHEMA_VERSION
from loyalty_pipeline.home.build import builds
from loyalty_pipeline.home.doctor.builds import links, warehouses
from loyalty_pipeline.home.doctor.dead_runs import dead_runs
from loyalty_pipeline.home.doctor.leftovers import scratch, spilled, staged, unrecorded
from loyalty_pipeline.home.doctor.problem import Problem
from loyalty_pipeline.home.doctor.processes import orphans, servers
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.home.lock import locked

__all__ = ["BusyError", "Problem", "cure", "examine"]


class BusyError(LoyaltyError):
    """Another process works in the home: what looks left behind may be its own."""


def examine(home: Home) -> list[Problem]:
    """All that ails a home; while a process works in it, only what none can cause."""
    if not home.root.is_dir():
        raise LoyaltyError("there is no home", str(home.root), "name one with --home")
    try:
        with _at_rest(home):
            return _found(home)
    except BusyError as busy:
        return [Problem(busy.what, busy.where, busy.remedy), *_binding(home)]


def cure(home: Home, problems: list[Problem]) -> list[Problem]:
    """Cure those of the problems that are still there; return the cured ones."""
    with _at_rest(home):
        cured = [problem for problem in _found(home) if problem in problems]
        for problem in cured:
            try:
                if problem.repair:
                    problem.repair()
            except OSError as error:
                raise LoyaltyError(
                    f"the cure failed: {error}", problem.where, problem.remedy
                ) from None
    return [problem for problem in cured if problem.is_repairable]


@contextmanager
def _at_rest(home: Home) -> Iterator[None]:
    for pid in servers(home):
        _busy(home, f"Dagster's UI (process {pid})")
    with locked(home, partial(_busy, home)) as lock:
        lock.sign(f"the doctor, process {os.getpid()}")
        yield


def _busy(home: Home, holder: str) -> None:
    raise BusyError(
        f"{holder} works in this home",
        str(home.root),
        "wait until it is done, or end it, and look again",
    )


def _found(home: Home) -> list[Problem]:
    found = [*_binding(home)]
    if not found:  # what another version wrote is not judged
        found += [*orphans(home), *dead_runs(home), *staged(home), *unrecorded(home)]
        found += [*scratch(home), *spilled(home)]
        for build in builds(home):
            found += [*links(build), *warehouses(build)]
    return found


def _binding(home: Home) -> Iterator[Problem]:
    file = home.binding
    try:
        version = json.loads(file.read_text(encoding="utf-8"))["schema_version"]
    except (OSError, ValueError, KeyError, TypeError):
        what = "the file that binds this home to its programme is missing or spoiled"
        yield Problem(what, str(file), "restore a backup into a new home")
        return
    if version != SCHEMA_VERSION:
        yield Problem(
            f"this home has schema version {version}, not {SCHEMA_VERSION}",
            str(file),
            "use the release that wrote it, or run into a new home from the landing",
        )
