"""The current publication: what readers see, and what it means for the next run."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.publishing.publication import (
    AT_A_GLANCE,
    FACTS,
    RULES,
    About,
    Publication,
    Published,
    TierShare,
)


def current(build: Build) -> Publication | None:
    """The publication that readers see; None before the first.

    Read without a database where that can be: most runs find nothing to do.
    """
    return in_folder(build.published)


def in_folder(folder: Path) -> Publication | None:
    """The publication in a folder; None if there is none."""
    glance = folder / AT_A_GLANCE
    if glance.exists():
        return _read(json.loads(glance.read_text(encoding="utf-8")))
    if not (folder / FACTS).exists():
        return None
    # A release before this one wrote its facts as a table alone.
    from loyalty_pipeline.publishing.facts import read_facts

    return read_facts(folder)


def _read(glance: dict[str, Any]) -> Publication:
    about = glance["about"]
    as_of = date.fromisoformat(about["as_of"])
    return Publication(
        About(**{**about, "as_of": as_of}),
        [Published(**table) for table in glance["tables"]],
        [TierShare(**tier) for tier in glance["tiers"]],
    )


def build_of(home: Home, as_of: date) -> Build:
    """Where a day is built: apart, if a later one is published already."""
    published = current(Build(home))
    is_past = published is not None and as_of < published.about.as_of
    return Build(home, as_of if is_past else None)


def current_rules(build: Build) -> tuple[str, date] | None:
    """The rules that readers' tables were computed with, and the day they are about."""
    published, file = current(build), build.published / RULES
    if published is None or not file.exists():
        return None
    return file.read_text(encoding="utf-8"), published.about.as_of
