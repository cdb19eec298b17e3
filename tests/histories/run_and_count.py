"""The runs of one structure, in a process of their own."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path

from tests.histories.compare.engine_against_replay import Laboratory
from tests.histories.compare.engine_run import BuildError
from tests.histories.compare.later_as_of import surprises
from tests.histories.compare.redelivery import differing_copies, redelivered
from tests.histories.compare.write_landing import laid_out
from tests.histories.coverage import (
    benefit_uses_and_rewards,
    benefits,
    campaign_bonuses,
    campaign_edges,
    clawbacks,
    deliveries,
    instants_and_days,
    ledger_entries,
    lots,
    redemptions,
    rules,
    tier_grants,
)
from tests.histories.coverage.replayed_life import Seen
from tests.histories.generate.life import Life
from tests.histories.generate.world import World
from tests.histories.runs import COPIES_A_RUN, Run

FEATURES = {
    **instants_and_days.FEATURES,
    **deliveries.FEATURES,
    **tier_grants.FEATURES,
    **rules.FEATURES,
    **ledger_entries.FEATURES,
    **lots.FEATURES,
    **redemptions.FEATURES,
    **clawbacks.FEATURES,
    **campaign_bonuses.FEATURES,
    **campaign_edges.FEATURES,
    **benefits.FEATURES,
    **benefit_uses_and_rewards.FEATURES,
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
