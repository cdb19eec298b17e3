"""The engine and the replay side by side over one programme."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.histories.compare.compare_tables import Difference, differences, expected
from tests.histories.compare.difference_report import report
from tests.histories.compare.engine_run import BuildError, Tables, computed
from tests.histories.compare.shrink import culprits, shrunk
from tests.histories.compare.write_landing import laid_out, land
from tests.histories.generate.life import Life
from tests.histories.generate.world import World


@dataclass(frozen=True)
class Laboratory:
    """A folder in which lives are tried, again and again."""

    world: World
    folder: Path

    def tables(self, lives: Sequence[Life]) -> Tables:
        """What the engine makes of lives."""
        landing = self.folder / "landing"
        shutil.rmtree(landing, ignore_errors=True)
        # Some of those laid out may be left out.
        land(landing, [self.world.shared, *laid_out(lives)])
        return computed(self.folder, self.world.document, self.world.as_of)

    def differing(self, lives: Sequence[Life]) -> dict[str, Difference]:
        """The lives in which the engine and the replay differ, by name.

        What is of all together is under no name.
        """
        return differences(self.tables(lives), expected(lives, self.world))

    def breaks(self, lives: Sequence[Life]) -> bool:
        """Whether lives make the build fail."""
        try:
            self.tables(lives)
        except BuildError:
            return True
        return False

    def blamed(self, lives: Sequence[Life], error: BuildError) -> list[str]:
        """Reports on the life, or the few together, that make the build fail."""
        guilty = culprits(lives, self.breaks)
        return [report(self.world, life, str(error)) for life in guilty]

    def add_up_wrongly(self, lives: Sequence[Life]) -> bool:
        """Whether what is of all lives together differs, or cannot even be built."""
        try:
            return "" in self.differing(lives)
        except BuildError:
            return True

    def wrong(self, lives: Sequence[Life]) -> list[Life]:
        """The lives that differ; none, if they cannot even be built."""
        try:
            found = self.differing(lives)
        except BuildError:
            return []
        return [life for life in lives if life.name in found]

    def compare(self, lives: Sequence[Life], got: Tables) -> list[str]:
        """Reports: none where all is equal, else on the smallest life that is not."""
        found = differences(got, expected(lives, self.world))
        if not found:
            return []
        wrong = [life for life in lives if life.name in found]
        if not wrong:
            return self.differing_together(lives, found[""])
        first = min(wrong, key=lambda life: len(life.rows()))
        small = shrunk(first, self.wrong)
        differing = self.differing([small]).get(small.name) or found[first.name]
        count = f"{len(wrong)} of {len(lives)} differ; the smallest of them:"
        return [report(self.world, small, differing, count)]

    def differing_together(
        self, lives: Sequence[Life], differing: Difference
    ) -> list[str]:
        """Reports on the few lives that make a difference when they are added up."""
        guilty = culprits(lives, self.add_up_wrongly)
        title = f"one of {len(guilty)} that differ together:"
        return [report(self.world, life, differing, title) for life in guilty]
