"""A shop's database as the tests see it: three kinds of server, asked alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import sqlalchemy as sa
from pydantic import SecretStr

from loyalty_pipeline import duck
from loyalty_pipeline.feeds.databases.engines import address
from loyalty_pipeline.feeds.databases.model import Source
from loyalty_pipeline.feeds.databases.pull import Place, Pulled, pull
from loyalty_pipeline.feeds.landing import landing_days
from loyalty_pipeline.home.layout import Home
from loyalty_pipeline.settings import Settings

Rows = list[dict[str, object]]


@dataclass(frozen=True)
class Database:
    """A database of a test alone: its kind, its address, and an engine that writes."""

    kind: str
    address: str
    writer: sa.Engine

    def execute(self, *statements: str) -> None:
        """Change something, committed at once."""
        with self.writer.begin() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)


@dataclass(frozen=True)
class Pulling:
    """A home and a landing that feeds are pulled into from a database."""

    database: Database
    place: Place

    def pull(self, feed: str, **source: object) -> Pulled:
        """Pull a feed once, as sources.yaml would say it."""
        settings = Settings(source={"shop": SecretStr(self.database.address)})
        declared = Source.model_validate({"connection": "shop", **source})
        return pull(self.place, feed, declared, address(settings, "shop"))

    def landed(self, feed: str) -> Rows:
        """All rows that landed of a feed, file by file."""
        files = [f for day in landing_days(self.place.landing, feed) for f in day.files]
        return [row for file in files for row in rows_of(file)]


def pulling(database: Database, folder: Path, zone: str = "UTC") -> Pulling:
    """A new home and landing."""
    place = Place(Home(folder / "home"), folder / "landing", ZoneInfo(zone))
    return Pulling(database, place)


def rows_of(file: Path) -> Rows:
    """The rows of a Parquet file."""
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        found = connection.execute(f"from {duck.rows(file)}")
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def types_of(file: Path) -> dict[str, str]:
    """The types of a Parquet file's columns."""
    return duck.columns(file)


def only(rows: Iterable[Mapping[str, object]], key: str) -> list[object]:
    """One column of some rows, in order of its values."""
    return sorted((row[key] for row in rows), key=str)
