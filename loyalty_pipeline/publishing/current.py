"""What readers see now: the publication that `published` leads to, by its own facts."""

from datetime import date
from typing import NamedTuple

from loyalty_pipeline import duck
from loyalty_pipeline.home.layout import Home

FACTS = "_publication.parquet"
RULES = "_rules.json"


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


def current(home: Home) -> tuple[About, list[Published]] | None:
    """The publication that readers see, and its tables; None before the first."""
    file = home.published / FACTS
    if not file.exists():
        return None
    with duck.connect() as connection:
        rows = connection.execute(
            "select run, as_of, rules_hash, inputs_hash, released,"
            " table_name, rows, checksum"
            f" from {duck.rows(file)} order by table_name"
        ).fetchall()
    return About(*rows[0][:5]), [Published(*row[5:]) for row in rows]


def place(home: Home, as_of: date) -> Home:
    """Where a day is built: apart, if a later one is published already."""
    published = current(Home(home.root))
    is_past = published is not None and as_of < published[0].as_of
    return Home(home.root, as_of if is_past else None)


def rules_shown(home: Home) -> tuple[str, date] | None:
    """The rules that readers' tables were computed with, and the day they are about."""
    published = current(home)
    file = home.published / RULES
    if published is None or not file.exists():
        return None
    return file.read_text(encoding="utf-8"), published[0].as_of
