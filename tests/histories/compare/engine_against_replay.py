"""The engine and the replay over the same lives under one programme."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.histories.compare.compare_tables import (
    Difference,
    differences,
    replay_tables,
)
from tests.histories.compare.difference_report import difference_report
from tests.histories.compare.engine_run import BuildError, Tables, engine_tables
from tests.histories.compare.shrink import failing_lives, shrink_life
from tests.histories.compare.write_landing import land, with_positions
from tests.histories.generate.life import Life
from tests.histories.generate.world import World


@dataclass(frozen=True)
class EngineAgainstReplay:
    """A folder in which lives are tried, again and again."""

    world: World
    folder: Path

    def tables(self, lives: Sequence[Life]) -> Tables:
        """What the engine makes of lives."""
        landing = self.folder / "landing"
        shutil.rmtree(landing, ignore_errors=True)
        # Some of those laid out may be left out.
        land(landing, [self.world.shared, *with_positions(lives)])
        return engine_tables(self.folder, self.world.document, self.world.as_of)

    def differing_lives(self, lives: Sequence[Life]) -> dict[str, Difference]:
        """The lives in which the engine and the replay differ, by name.

        What is of all together is under no name.
        """
        return differences(self.tables(lives), replay_tables(lives, self.world))

    def build_fails(self, lives: Sequence[Life]) -> bool:
        """Whether lives make the build fail."""
        try:
            self.tables(lives)
        except BuildError:
            return True
        return False

    def reports_on_failure(self, lives: Sequence[Life], error: BuildError) -> list[str]:
        """Reports on the life, or the few together, that make the build fail."""
        failing = failing_lives(lives, self.build_fails)
        return [difference_report(self.world, life, str(error)) for life in failing]

    def sums_differ(self, lives: Sequence[Life]) -> bool:
        """Whether what is of all lives together differs, or cannot even be built."""
        try:
            return "" in self.differing_lives(lives)
        except BuildError:
            return True

    def lives_that_differ(self, lives: Sequence[Life]) -> list[Life]:
        """The lives that differ; none, if they cannot even be built."""
        try:
            found = self.differing_lives(lives)
        except BuildError:
            return []
        return [life for life in lives if life.name in found]

    def compare(self, lives: Sequence[Life], got: Tables) -> list[str]:
        """Reports: none where all is equal, else on the smallest life that is not."""
        found = differences(got, replay_tables(lives, self.world))
        if not found:
            return []
        wrong = [life for life in lives if life.name in found]
        if not wrong:
            return self.differing_together(lives, found[""])
        first = min(wrong, key=lambda life: len(life.rows()))
        small = shrink_life(first, self.lives_that_differ)
        differing = self.differing_lives([small]).get(small.name) or found[first.name]
        count = f"{len(wrong)} of {len(lives)} differ; the smallest of them:"
        return [difference_report(self.world, small, differing, count)]

    def differing_together(
        self, lives: Sequence[Life], differing: Difference
    ) -> list[str]:
        """Reports on the few lives that make a difference when they are added up."""
        failing = failing_lives(lives, self.sums_differ)
        title = f"one of {len(failing)} that differ together:"
        return [
            difference_report(self.world, life, differing, title) for life in failing
        ]
