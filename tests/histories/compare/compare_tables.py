"""The engine's rows against the replay's, life by life."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from tests.histories.compare.engine_run import QUERIES, Line, Tables
from tests.histories.generate.life import Life
from tests.histories.generate.world import World
from tests.oracle.held_back.held_back_rows import held_back
from tests.oracle.replay import replay

# What the engine has and the replay does not, and the other way round, by table.
Difference = dict[str, tuple[set[Line], set[Line]]]

_NAME = re.compile(r"h\d+")


def replay_tables(lives: Sequence[Life], world: World) -> dict[str, Tables]:
    """The rows that the replay works out, by the life that they are of.

    What is of no one life, such as what came of a campaign, has no name.
    """
    facts = world.facts_of(*lives)
    outcome = vars(replay(facts, world.document, world.as_of))
    # The replay knows tables that no life is compared by.
    tables: Tables = {name: rows for name, rows in outcome.items() if name in QUERIES}
    tables["held_back"] = [*held_back(facts, world.document, world.as_of)]
    return {**{life.name: {} for life in lives}, "": {}, **by_life(tables)}


def by_life(tables: Tables) -> dict[str, Tables]:
    """Rows grouped by the life that their key names, if there is one."""
    grouped: dict[str, Tables] = defaultdict(lambda: defaultdict(list))
    for table, lines in tables.items():
        for line in lines:
            found = _NAME.search(f"{line[0]} {line[1]}")
            grouped[found.group() if found else ""][table].append(line)
    return grouped


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
            surplus |= {line for line in left if left.count(line) > 1}
        if surplus or missing:
            found[table] = (surplus, missing)
    return found
