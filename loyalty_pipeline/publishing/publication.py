"""What a publication is: the tables of one run, and what they are computed from."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from loyalty_pipeline.files import write_json

ABOUT_TABLE = "_publication"
FACTS = f"{ABOUT_TABLE}.parquet"
AT_A_GLANCE = "_publication.json"
RULES = "_rules.json"
QUALITY = "quality.html"
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


def write(folder: Path, publication: Publication) -> None:
    """Write what a publication says of itself, as `current` reads it."""
    about = publication.about._asdict()
    glance = {
        "about": {**about, "as_of": publication.about.as_of.isoformat()},
        "tables": [table._asdict() for table in publication.tables],
        "tiers": [tier._asdict() for tier in publication.tiers],
    }
    write_json(folder / AT_A_GLANCE, glance)
