"""What every reader of a landed file gives: its rows as a relation, and its columns."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from loyalty_pipeline.feeds.contract import Feed

NO_FAULT = "cast(null as varchar) as fault, cast(null as varchar) as raw"


class UnreadableError(Exception):
    """A file that cannot be read as its feed, and why."""


@dataclass(frozen=True)
class Reading:
    """A landed file's rows.

    `relation` is SQL for a relation of `row_position` from 1, `fault` (why the row
    cannot be told apart into columns, null where it can), `raw` (the text of a row
    with a fault) and the feed's columns that the file has. `types` are the physical
    types of these, `ignored` are the names of columns that are not the feed's.
    """

    relation: str
    types: Mapping[str, str]
    ignored: list[str]


def require(feed: Feed, names: Collection[str]) -> None:
    """Refuse a file without all of the feed's required columns.

    One that may hold deletions needs the key alone: what else its rows lack, each says.
    """
    required = [column.name for column in feed.columns if column.required]
    needed = feed.key if "deleted_at" in names else required
    missing = [name for name in needed if name not in names]
    if missing:
        raise UnreadableError(f"required columns are missing: {', '.join(missing)}")


def strangers(feed: Feed, names: Iterable[str]) -> list[str]:
    """The names that are not the feed's."""
    own = {column.name for column in feed.columns}
    return [name for name in names if name not in own]
