"""What every reader of a landed file gives: its rows as a relation, and its columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field

NO_FAULT = "cast(null as varchar) as fault, cast(null as varchar) as raw"


class UnreadableError(Exception):
    """A file that cannot be read as its feed, and why."""


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
