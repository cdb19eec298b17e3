"""What a publication is: the tables of one run, and what they are computed from."""

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from loyalty_pipeline.files import write_json
from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home

FACTS = "_publication.parquet"
AT_A_GLANCE = "_publication.json"
RULES = "_rules.json"
DATABASE = "loyalty.duckdb"


class Published(NamedTuple):
    """One table of a publication."""

    table: str
    rows: int
    checksum: str


class About(NamedTuple):
    """What a publication is about: equal inputs give equal tables.

    `released` says what the checks found on days that were let in nevertheless.
    """

    run: str
    as_of: date
    rules_hash: str
    inputs_hash: str
    released: str


class TierShare(NamedTuple):
    """How many members have a tier, and their share of all in basis points."""

    code: str
    name: str
    members: int
    share_bp: int


@dataclass(frozen=True)
class Publication:
    """A publication by its own facts; `tiers` are members by tier, highest first."""

    about: About
    tables: list[Published]
    tiers: list[TierShare] = field(default_factory=list)


def current(build: Build) -> Publication | None:
    """The publication that readers see; None before the first.

    Read without a database where that can be: most runs find nothing to do.
    """
    glance = build.published / AT_A_GLANCE
    if glance.exists():
        return _read(json.loads(glance.read_text(encoding="utf-8")))
    if not (build.published / FACTS).exists():
        return None
    # A release before this one wrote its facts as a table alone.
    from loyalty_pipeline.publishing.facts import read_facts

    return read_facts(build.published)


def write(folder: Path, publication: Publication) -> None:
    """Write what a publication says of itself, as `current` reads it."""
    about = publication.about._asdict()
    glance = {
        "about": {**about, "as_of": publication.about.as_of.isoformat()},
        "tables": [table._asdict() for table in publication.tables],
        "tiers": [tier._asdict() for tier in publication.tiers],
    }
    write_json(folder / AT_A_GLANCE, glance)


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
