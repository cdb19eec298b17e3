"""A problem: what is wrong in a home, where, and what is to be done about it."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Problem:
    """What is wrong and where; `remedy` is what the repair does, or the way out."""

    what: str
    where: str
    remedy: str
    repair: Callable[[], None] | None = field(default=None, compare=False, repr=False)

    @property
    def is_repairable(self) -> bool:
        """Whether `cure` does something about it."""
        return self.repair is not None
