"""A life while it is drawn: choices, days and instants that often meet."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from tests.histories.deliveries import deliver
from tests.histories.worlds import World

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_NOON = 12 * _HOUR
# From local midnight: the seconds around it, the hours in which clocks change.
CLOCKS = [timedelta(), timedelta(seconds=-1), timedelta(seconds=1), _NOON, _NOON]
CLOCKS += [-_HOUR, 2.5 * _HOUR, _DAY - timedelta(microseconds=1)]


class Draft:
    """A life while it is drawn: its days cluster around a few, so that facts meet."""

    def __init__(self, random: Random, world: World) -> None:
        self.random, self.world = random, world
        cold = [world.as_of + n * _DAY for n in range(-800, 30)]
        pools = [self.pick([world.hot_days, cold]) for _ in range(self.pick([1, 2, 3]))]
        self.anchors = [self.pick(pool) for pool in pools]

    def pick(self, choices: Sequence[Any]) -> Any:
        """Draw one of the choices."""
        return self.random.choice(choices)

    def day(self) -> date:
        """Draw a day at or around an anchor."""
        anchor: date = self.pick(self.anchors)
        shift: timedelta = self.pick(self.world.shifts) * _DAY
        return anchor + shift

    def instant(self) -> datetime:
        """Draw an instant of such a day."""
        clock: timedelta = self.pick(CLOCKS)
        return self.world.midnight(self.day()) + clock

    def deliver(self, row: Any, **before: Any) -> list[Any]:
        """Draw how a fact is delivered."""
        return deliver(self.random, self.world.landing_days, row, **before)
