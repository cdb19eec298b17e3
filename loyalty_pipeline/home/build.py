"""Where the tables of one day are built and published, inside a home."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from loyalty_pipeline.home.layout import Home


@dataclass(frozen=True)
class Build:
    """The layout of a build.

    A `past_day`, before the published one, is built and published apart, from the same
    lake.
    """

    home: Home
    past_day: date | None = None

    @property
    def folder(self) -> Path:
        """The folder that tables are built and published in."""
        if self.past_day is None:
            return self.home.root
        return self.home.past_days / self.past_day.isoformat()

    @property
    def rules(self) -> Path:
        """The rules, the calendar and the run's day as tables."""
        return self.folder / "lake" / "_rules"

    @property
    def previous(self) -> Path:
        """The previous publication's tables, which the models compare theirs with."""
        return self.folder / "previous"

    @property
    def warehouse(self) -> Path:
        """The working database; readers use the publications instead."""
        return self.folder / "warehouse.duckdb"

    @property
    def marts(self) -> Path:
        """The database of the tables to be published, which dbt attaches to it."""
        return self.folder / "marts.duckdb"

    @property
    def dbt_target(self) -> Path:
        """dbt's parse state, compiled SQL and logs."""
        return self.folder / "dbt"

    @property
    def publications(self) -> Path:
        """One folder a publication."""
        return self.folder / "publications"

    @property
    def published(self) -> Path:
        """The link to the current publication, which readers see."""
        return self.folder / "published"

    @property
    def shown_in_postgres(self) -> Path:
        """Which publication BI's PostgreSQL was last shown."""
        return self.folder / "shown_in_postgres.json"


def builds(home: Home) -> list[Build]:
    """Every build of a home: the one that readers follow, then past days."""
    past = sorted(home.past_days.glob("????-??-??"))
    days = [date.fromisoformat(folder.name) for folder in past]
    return [Build(home), *(Build(home, day) for day in days)]
