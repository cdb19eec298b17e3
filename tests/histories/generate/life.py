"""A life: every row about one member, with those of strangers who appear in it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from tests.oracle.facts.delivered_row import Row
from tests.oracle.facts.feeds import Facts

# The member of a drawn life is called this, until it is one of many.
SELF = "h"


@dataclass(frozen=True)
class Life:
    """All rows about one member. No fact of one life matters to another.

    What lives have in common, such as campaigns, is of the world that they are in.
    """

    name: str
    facts: Facts

    def rows(self) -> list[Row]:
        """Every row, feed by feed, in the order of delivery."""
        return [row for f in fields(Facts) for row in getattr(self.facts, f.name)]


def map_rows(facts: Facts, change: Callable[[Row], Row | None]) -> Facts:
    """Apply `change` to every row; rows changed into None are left out."""
    feeds: dict[str, Any] = {}
    for f in fields(Facts):
        rows = [change(row) for row in getattr(facts, f.name)]
        feeds[f.name] = [row for row in rows if row is not None]
    return Facts(**feeds)


def facts_of_lives(lives: Iterable[Life]) -> Facts:
    """Gather the rows of many lives."""
    facts = Facts()
    for life in lives:
        for f in fields(Facts):
            getattr(facts, f.name).extend(getattr(life.facts, f.name))
    return facts


def with_name(life: Life, name: str) -> Life:
    """Give the member, and all that is theirs, names that begin with `name`."""

    def rename(row: Row) -> Row:
        given = {
            f.name: getattr(row, f.name)
            for f in fields(row)
            if f.name.endswith("_id") and f.name != "campaign_id"
        }
        ids = {
            key: name + old.removeprefix(life.name) for key, old in given.items() if old
        }
        return replace(row, **ids)

    return Life(name, map_rows(life.facts, rename))
