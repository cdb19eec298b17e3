"""The runs of one structure, in a process of their own."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path

from tests.histories import (
    features,
    features_of_benefits,
    features_of_campaigns,
    features_of_clawbacks,
    features_of_deliveries,
    features_of_entries,
    features_of_grants,
    features_of_lots,
    features_of_redemptions,
    features_of_rules,
    features_of_uses,
    features_of_windows,
)
from tests.histories.engine import BuildError
from tests.histories.laboratory import Laboratory
from tests.histories.landing import laid_out
from tests.histories.later import surprises
from tests.histories.lives import Life
from tests.histories.otherwise import differing_copies, redelivered
from tests.histories.runs import COPIES_A_RUN, Run
from tests.histories.seen import Seen
from tests.histories.worlds import World

FEATURES = {
    **features.FEATURES,
    **features_of_deliveries.FEATURES,
    **features_of_grants.FEATURES,
    **features_of_rules.FEATURES,
    **features_of_entries.FEATURES,
    **features_of_lots.FEATURES,
    **features_of_redemptions.FEATURES,
    **features_of_clawbacks.FEATURES,
    **features_of_campaigns.FEATURES,
    **features_of_windows.FEATURES,
    **features_of_benefits.FEATURES,
    **features_of_uses.FEATURES,
}


@dataclass
class Result:
    """What some runs have found."""

    compared: int = 0
    coverage: Counter[str] = field(default_factory=Counter)
    reports: list[str] = field(default_factory=list)
    otherwise: list[str] = field(default_factory=list)
    later: list[str] = field(default_factory=list)

    def add(self, other: "Result") -> None:
        """Count another result in."""
        for f in fields(Result):
            setattr(self, f.name, getattr(self, f.name) + getattr(other, f.name))


def explore(runs: Sequence[Run], folder: Path) -> Result:
    """Compare all lives of runs of one structure, and count what they cover."""
    result = Result()
    for run in runs:
        world = run.world()
        lives = run.lives(world)
        result.add(_tried(run, world, lives, folder))
        for life in lives:
            seen = Seen(life, world)
            result.coverage.update(name for name, has in FEATURES.items() if has(seen))
    return result


def _tried(run: Run, world: World, lives: list[Life], folder: Path) -> Result:
    """Build the lives and copies of some, and hold all their rows against others."""
    laboratory = Laboratory(world, folder)
    copies = [redelivered(life) for life in lives[:COPIES_A_RUN]]
    everybody = laid_out([*lives, *copies])
    result = Result(compared=len(lives))
    try:
        tables = laboratory.tables(everybody)
    except BuildError as error:
        result.reports = laboratory.blamed(everybody, error)
        return result
    result.reports = laboratory.compare(everybody, tables)
    result.otherwise = differing_copies(copies, tables)
    if run.again_later:
        result.later = surprises(world, everybody[: len(lives)], tables, folder)
    return result
