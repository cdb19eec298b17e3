"""The same facts delivered again: rows twice, in other files, in another order."""

import re
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from tests.histories.compare.compare_tables import by_life, difference
from tests.histories.compare.engine_run import Tables
from tests.histories.generate.deliveries import KEYS
from tests.histories.generate.life import Life, with_name
from tests.oracle.facts.delivered_row import Row
from tests.oracle.facts.feeds import Facts

# Copies are named from here on.
_COPIES = 10_000


def redelivered(life: Life) -> Life:
    """A copy of a life in which every row comes twice and single rows move about.

    Where a key has several rows, the order of files and rows decides and stays.
    """
    feeds: dict[str, Any] = {}
    for f in fields(Facts):
        rows = getattr(life.facts, f.name)
        keys = [_key(f.name, row) for row in rows]
        once = [row for row, key in zip(rows, keys, strict=True) if keys.count(key) < 2]
        often = [row for row in rows if row not in once]
        moved = [
            replace(row, file_name=f"{'abcd'[place % 4]}.parquet")
            for place, row in enumerate(reversed(once))
        ]
        feeds[f.name] = [row for row in [*moved, *often] for _ in range(2)]
    copy = Life(life.name, Facts(**feeds))
    return with_name(copy, f"h{_COPIES + int(life.name.removeprefix('h'))}")


def differing_copies(copies: Sequence[Life], tables: Tables) -> list[str]:
    """The copies of which the engine makes other rows than of the originals."""
    rows = by_life(tables)
    found = []
    for copy in copies:
        original = f"h{int(copy.name.removeprefix('h')) - _COPIES}"
        renamed = _renamed(rows.get(copy.name, {}), original)
        if differing := difference(renamed, rows.get(original, {})):
            found.append(f"{original}: {differing}")
    return found


def _key(feed: str, row: Row) -> tuple[object, ...]:
    return tuple(getattr(row, part) for part in KEYS[feed])


def _renamed(tables: Tables, name: str) -> Tables:
    def renamed(value: object) -> object:
        return re.sub(r"h\d+", name, value) if isinstance(value, str) else value

    return {
        table: [type(row)._make(map(renamed, row)) for row in rows]
        for table, rows in tables.items()
    }
