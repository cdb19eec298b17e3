"""What a feature of coverage is: a question about one life, answered from its facts."""

from collections.abc import Callable

from tests.histories.coverage.replayed_life import ReplayedLife

# True, or anything that is not empty, where a life has the feature.
Feature = Callable[[ReplayedLife], object]


def waits(feed: str, what: str) -> Feature:
    """Whether a row of a feed waits for something."""
    return lambda life: any(
        row.feed == feed and row.waiting_for == what for row in life.waiting
    )
