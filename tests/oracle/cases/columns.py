"""Some columns of a row, for assertions that are about no more than these."""

from operator import attrgetter
from typing import Any


def columns(row: tuple[Any, ...], *names: str) -> tuple[Any, ...]:
    """Return a row's values in two or more columns."""
    values: tuple[Any, ...] = attrgetter(*names)(row)
    return values
