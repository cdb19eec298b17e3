"""The second line of defence: random histories, compared row by row with the replay."""

from functools import cache
from pathlib import Path

from tests.histories.compare.engine_against_replay import EngineAgainstReplay
from tests.histories.generate.life import Life
from tests.histories.generate.world import World
from tests.histories.runs import planned


def differing_history(folder: Path) -> str:
    """The first run of histories that the project's SQL gets wrong, or nothing."""
    for world, lives in _runs():
        name = world.structure.name
        place = folder / name
        place.mkdir(parents=True, exist_ok=True)
        try:
            found = EngineAgainstReplay(world, place).differing_lives(lives)
        except AssertionError:
            return f"histories: a truth fails in {name}"
        if found:
            return f"histories: {len(found)} of {len(lives)} in {name}"
    return ""


@cache
def _runs() -> list[tuple[World, list[Life]]]:
    worlds = [(run, run.world()) for plan in planned() for run in plan]
    return [(world, run.lives(world)) for run, world in worlds]
