"""Shrinks a life that differs to one with no row to spare, in few engine runs.

Lives do not matter to each other, so that one run tries every way of leaving a row out.
"""

from collections.abc import Callable, Iterable, Sequence

from tests.histories.compare.write_landing import with_positions
from tests.histories.generate.life import Life, map_rows, with_name
from tests.oracle.facts.delivered_row import Row

# The lives among those given that still show what is wrong.
LivesThatDiffer = Callable[[Sequence[Life]], list[Life]]

_ROUNDS = 12


def shrink_life(life: Life, wrong: LivesThatDiffer) -> Life:
    """The smallest life found of which no half, quarter or single row can be missed."""
    for _ in range(_ROUNDS):
        smaller = wrong(_without(life))
        if not smaller:
            break
        life = min(smaller, key=lambda one: len(one.rows()))
    return life


def failing_lives(
    lives: Sequence[Life], fails: Callable[[Sequence[Life]], bool]
) -> list[Life]:
    """One life that fails alone, found by halving; the few left if none alone does."""
    while len(lives) > 1:
        half = len(lives) // 2
        parts = [part for part in (lives[:half], lives[half:]) if fails(part)]
        if not parts:
            break
        lives = parts[0]
    return list(lives)


def _without(life: Life) -> list[Life]:
    """The life without some of its rows: halves, quarters, single ones."""
    rows = life.rows()
    cuts = {
        tuple(range(start, min(start + size, len(rows))))
        for size in {max(1, len(rows) // 2), max(1, len(rows) // 4), 1}
        for start in range(0, len(rows), size)
    }
    return with_positions(
        [
            with_name(_left(life, {id(rows[place]) for place in cut}), f"h{number}")
            for number, cut in enumerate(sorted(cuts))
        ]
    )


def _left(life: Life, cut: Iterable[int]) -> Life:
    gone = set(cut)

    def kept(row: Row) -> Row | None:
        return None if id(row) in gone else row

    return Life(life.name, map_rows(life.facts, kept))
