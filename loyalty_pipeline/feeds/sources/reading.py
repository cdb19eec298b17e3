"""What every reader of a landed file is given, and gives: its rows and columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from loyalty_pipeline.feeds.contract import Feed
from loyalty_pipeline.feeds.declared.model import FeedLook

NO_FAULT = "cast(null as varchar) as fault, cast(null as varchar) as raw"


class UnreadableError(Exception):
    """A file that cannot be read as its feed, and why."""


@dataclass(frozen=True)
class Source:
    """A landed file to be read: of which feed it is, and how it looks.

    `scratch` is a path that may be written to meanwhile; what is made of the file lies
    in tables of the `connection`.
    """

    connection: duckdb.DuckDBPyConnection
    feed: Feed
    look: FeedLook
    file: Path
    scratch: Path


@dataclass(frozen=True)
class Reading:
    """A landed file's rows.

    `relation` is SQL for a relation of `row_position` from 1, `fault` (why the row
    cannot be told apart into columns, null where it can), `raw` (the text of a row
    with a fault) and the feed's columns that the file has. `types` are the physical
    types of these, `ignored` are the names of columns that are not the feed's;
    `theirs` is what the file calls each.
    """

    relation: str
    types: Mapping[str, str]
    ignored: list[str]
    theirs: Mapping[str, str] = field(default_factory=dict)
