"""All runs of one structure: compared, and their features counted."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path

from tests.histories.compare.engine_against_replay import EngineAgainstReplay
from tests.histories.compare.engine_run import BuildError
from tests.histories.compare.later_as_of import lives_changed_later
from tests.histories.compare.redelivery import differing_copies, redelivered
from tests.histories.compare.write_landing import with_positions
from tests.histories.coverage.all_features import FEATURES
from tests.histories.coverage.replayed_life import ReplayedLife
from tests.histories.generate.life import Life
from tests.histories.generate.world import World
from tests.histories.runs import COPIES_A_RUN, Run


@dataclass
class Result:
    """What some runs have found."""

    compared: int = 0
    coverage: Counter[str] = field(default_factory=Counter)
    reports: list[str] = field(default_factory=list)
    redelivered: list[str] = field(default_factory=list)
    changed_later: list[str] = field(default_factory=list)

    def add(self, other: "Result") -> None:
        """Count another result in."""
        for f in fields(Result):
            setattr(self, f.name, getattr(self, f.name) + getattr(other, f.name))


def run_and_count(runs: Sequence[Run], folder: Path) -> Result:
    """Compare all lives of runs of one structure, and count what they cover."""
    result = Result()
    for run in runs:
        world = run.world()
        lives = run.lives(world)
        result.add(_compared(run, world, lives, folder))
        for life in lives:
            replayed = ReplayedLife(life, world)
            result.coverage.update(
                name for name, has in FEATURES.items() if has(replayed)
            )
    return result


def _compared(run: Run, world: World, lives: list[Life], folder: Path) -> Result:
    """Build the lives and copies of some, and hold all their rows against others."""
    comparison = EngineAgainstReplay(world, folder)
    copies = [redelivered(life) for life in lives[:COPIES_A_RUN]]
    everybody = with_positions([*lives, *copies])
    result = Result(compared=len(lives))
    try:
        tables = comparison.tables(everybody)
    except BuildError as error:
        result.reports = comparison.reports_on_failure(everybody, error)
        return result
    result.reports = comparison.compare(everybody, tables)
    result.redelivered = differing_copies(copies, tables)
    if run.also_later:
        result.changed_later = lives_changed_later(
            world, everybody[: len(lives)], tables, folder
        )
    return result
