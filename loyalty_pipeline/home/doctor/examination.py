"""What a killed run leaves behind in a home: found, named and cured."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path

from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.home.binding import SCHEMA_VERSION, locked
from loyalty_pipeline.home.doctor.ailments import Ailment
from loyalty_pipeline.home.doctor.builds import links, warehouses
from loyalty_pipeline.home.doctor.dead_runs import dead_runs
from loyalty_pipeline.home.doctor.leftovers import scratch, staged, unrecorded
from loyalty_pipeline.home.doctor.processes import orphans, servers
from loyalty_pipeline.home.layout import Home

__all__ = ["Ailment", "BusyError", "cure", "examine"]


class BusyError(LoyaltyError):
    """Another process works in the home: what looks left behind may be its own."""


def examine(home: Home) -> list[Ailment]:
    """All that ails a home; while a process works in it, only what none can cause."""
    if not home.root.is_dir():
        raise LoyaltyError("there is no home", str(home.root), "name one with --home")
    try:
        with _at_rest(home):
            return _found(home)
    except BusyError as busy:
        return [Ailment(busy.what, busy.where, busy.remedy), *_binding(home)]


def cure(home: Home, ailments: list[Ailment]) -> list[Ailment]:
    """Cure those of the ailments that are still there; return the cured ones."""
    with _at_rest(home):
        cured = [ailment for ailment in _found(home) if ailment in ailments]
        for ailment in cured:
            try:
                if ailment.treat:
                    ailment.treat()
            except OSError as error:
                raise LoyaltyError(
                    f"the cure failed: {error}", ailment.where, ailment.remedy
                ) from None
    return [ailment for ailment in cured if ailment.is_curable]


@contextmanager
def _at_rest(home: Home) -> Iterator[None]:
    for pid in servers(home):
        _busy(home, f"Dagster's UI (process {pid})")
    with locked(home, f"the doctor, process {os.getpid()}", partial(_busy, home)):
        yield


def _busy(home: Home, holder: str) -> None:
    raise BusyError(
        f"{holder} works in this home",
        str(home.root),
        "wait until it is done, or end it, and look again",
    )


def _found(home: Home) -> list[Ailment]:
    days = [Home(home.root, date.fromisoformat(f.name)) for f in _asof(home)]
    found = [*_binding(home)]
    if not found:  # what another version wrote is not judged
        found += [*orphans(home), *dead_runs(home), *staged(home), *unrecorded(home)]
        found += scratch(home)
        for build in (Home(home.root), *days):
            found += [*links(build), *warehouses(build)]
    return found


def _asof(home: Home) -> list[Path]:
    return sorted((home.root / "asof").glob("????-??-??"))


def _binding(home: Home) -> Iterator[Ailment]:
    file = home.root / "home.json"
    try:
        version = json.loads(file.read_text(encoding="utf-8"))["schema_version"]
    except (OSError, ValueError, KeyError, TypeError):
        what = "the file that binds this home to its programme is missing or spoiled"
        yield Ailment(what, str(file), "restore a backup into a new home")
        return
    if version != SCHEMA_VERSION:
        yield Ailment(
            f"this home has schema version {version}, not {SCHEMA_VERSION}",
            str(file),
            "use the release that wrote it, or run into a new home from the landing",
        )
