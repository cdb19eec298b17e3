"""Examples of a Hypothesis strategy as a list: the same ones for the same seed."""

from typing import TypeVar

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

Drawn = TypeVar("Drawn")

# One run of dbt takes hundreds of examples at once, so none of them can fail by itself
# and Hypothesis has nothing to shrink or remember; `shrinking` does that.
_SETTINGS = settings(
    phases=[Phase.generate],
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def examples(strategy: SearchStrategy[Drawn], count: int, number: int) -> list[Drawn]:
    """Return `count` examples drawn with the seed `number`."""
    drawn: list[Drawn] = []

    @seed(number)
    @settings(_SETTINGS, max_examples=count)
    @given(strategy)
    def keep(example: Drawn) -> None:
        drawn.append(example)

    keep()
    return drawn
