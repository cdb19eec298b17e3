"""A programme run over files that a test writes out by hand."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from textwrap import dedent
from typing import Any

import duckdb

from loyalty_pipeline.dbt import project
from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.rules.loading import load, rule_file
from loyalty_pipeline.rules.model.programme import Programme
from loyalty_pipeline.rules.tables import writer
from tests.support.engine import build, emptied, ingest

NEW_YEAR = date(2025, 1, 1)


@dataclass(frozen=True)
class Outcome:
    """The tables that a programme made of a landing."""

    database: Path

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query over the tables that readers see."""
        with duckdb.connect(str(self.database), read_only=True) as connection:
            return connection.execute(query).fetchall()


def computed(
    folder: Path, name: str | Path, landed: Mapping[str, str], as_of: date
) -> Outcome:
    """Run a programme, shipped or a file, over one CSV a feed, landed the day after."""
    home = built(folder, name, landed, as_of)
    kept = folder / f"{Path(name).stem}.duckdb"
    shutil.move(Build(home).marts, kept)
    return Outcome(kept)


def built(
    folder: Path, name: str | Path, landed: Mapping[str, str], as_of: date
) -> Home:
    """Do the same and leave the tables in the home, to be published."""
    programme = load(rule_file(str(name)))
    home = _home(folder, programme)
    for feed, text in landed.items():
        day = home.root / "landing" / feed / f"landed_on={as_of + timedelta(days=1)}"
        day.mkdir(parents=True)
        (day / "rows.csv").write_text(dedent(text).lstrip(), encoding="utf-8")
    ingest(home, home.root / "landing")
    writer.render(Build(home), programme, as_of)
    build(home, programme)
    return home


def _home(folder: Path, programme: Programme) -> Home:
    """An empty home that shares what takes seconds: dbt's parse with programmes of the
    same structure, the calendar with all.
    """
    structure = "".join(project.arguments(programme))
    home = Home(folder / sha256(structure.encode()).hexdigest()[:8])
    shutil.rmtree(home.root / "landing", ignore_errors=True)
    emptied(home)
    if not Build(home).rules.exists():
        rules = folder / "rules"
        rules.mkdir(exist_ok=True)
        home.lake.mkdir(parents=True)
        Build(home).rules.symlink_to(rules, target_is_directory=True)
    return home


def each_day(member: str, days: int) -> str:
    """Lines of a visit a day from New Year on, at noon in Shanghai."""
    return "\n".join(
        f"visit-{member}-{n},{member},{NEW_YEAR + timedelta(days=n)}T04:00:00Z,visit"
        for n in range(days)
    )


def campaigns(member: str, sent: int, answered: int) -> str:
    """Lines of campaigns sent to a member on New Year, and of answers to some."""
    kinds = ["campaign_exposure"] * sent + ["campaign_response"] * answered
    return "\n".join(
        f"campaign-{member}-{n},{member},{NEW_YEAR}T05:00:00Z,{kind}"
        for n, kind in enumerate(kinds)
    )
