"""The runs of one structure, in a process of their own."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from tests.histories import features, features_of_deliveries, features_of_rules
from tests.histories.laboratory import Laboratory
from tests.histories.runs import Run
from tests.histories.seen import Seen

FEATURES = {
    **features.FEATURES,
    **features_of_deliveries.FEATURES,
    **features_of_rules.FEATURES,
}


@dataclass
class Result:
    """What some runs have found."""

    compared: int = 0
    seconds: float = 0
    coverage: Counter[str] = field(default_factory=Counter)
    reports: list[str] = field(default_factory=list)

    def add(self, other: "Result") -> None:
        """Count another result in."""
        self.compared += other.compared
        self.seconds += other.seconds
        self.coverage.update(other.coverage)
        self.reports += other.reports


def explore(runs: Sequence[Run], folder: Path) -> Result:
    """Compare all lives of runs of one structure, and count what they cover."""
    result, begun = Result(), monotonic()
    folder.mkdir(exist_ok=True)
    for run in runs:
        world = run.world()
        lives = run.lives(world)
        result.reports += Laboratory(world, folder).compare(lives)
        result.compared += len(lives)
        for life in lives:
            seen = Seen(life, world)
            result.coverage.update(name for name, has in FEATURES.items() if has(seen))
    result.seconds = monotonic() - begun
    return result
