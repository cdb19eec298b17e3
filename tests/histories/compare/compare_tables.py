"""The engine's rows against the replay's: which lives differ, and in which rows."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tests.histories.compare.engine_run import Tables
from tests.histories.generate.life import Life
from tests.histories.generate.world import World
from tests.oracle.held_back.held_back_rows import held_back
from tests.oracle.replay import replay
from tests.oracle.tables.benefit_rows import HeldBackRow
from tests.oracle.tables.columns import PublishedRow


class RowDifference(NamedTuple):
    """The rows of a table that only the engine has, and those only the replay has."""

    engine: set[PublishedRow]
    replay: set[PublishedRow]


# By table; a table that does not differ is not in it.
Difference = dict[str, RowDifference]

_NAME = re.compile(r"h\d+")


def replay_tables(lives: Sequence[Life], world: World) -> dict[str, Tables]:
    """The rows that the replay works out, by the life that they are of.

    What is of no one life, such as what came of a campaign, has no name.
    """
    facts = world.facts_of(*lives)
    tables: Tables = {**vars(replay(facts, world.document, world.as_of))}
    tables["held_back"] = [*held_back(facts, world.document, world.as_of)]
    return {**{life.name: {} for life in lives}, "": {}, **by_life(tables)}


def by_life(tables: Tables) -> dict[str, Tables]:
    """Rows grouped by the life that their key names, if there is one."""
    grouped: dict[str, Tables] = defaultdict(lambda: defaultdict(list))
    for table, rows in tables.items():
        for row in rows:
            grouped[_life_of(row)][table].append(row)
    return grouped


def _life_of(row: PublishedRow) -> str:
    """The name of the life that a row is of; empty where it is of all together."""
    owner = row.key if isinstance(row, HeldBackRow) else getattr(row, "member_id", "")
    found = _NAME.search(owner)
    return found.group() if found else ""


def differences(got: Tables, wanted: Mapping[str, Tables]) -> dict[str, Difference]:
    """The lives in which the engine's rows differ from the replay's, and how."""
    grouped = by_life(got)
    strangers = grouped.keys() - wanted.keys()
    assert not strangers, f"rows of nobody: {strangers}"
    found = {
        name: difference(grouped.get(name, {}), tables)
        for name, tables in wanted.items()
    }
    return {name: differing for name, differing in found.items() if differing}


def difference(got: Tables, wanted: Tables) -> Difference:
    """The rows, by table, that only one of the two has; a row twice counts as well."""
    found = {}
    for table in sorted({*got, *wanted}):
        left, right = got.get(table, []), wanted.get(table, [])
        surplus, missing = set(left) - set(right), set(right) - set(left)
        if len(left) != len(set(left)):
            surplus |= {row for row in left if left.count(row) > 1}
        if surplus or missing:
            found[table] = RowDifference(engine=surplus, replay=missing)
    return found
