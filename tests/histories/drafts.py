"""A life while it is drawn: choices, days and instants that often meet."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from tests.histories.deliveries import deliver
from tests.histories.worlds import World
from tests.oracle.facts import Order
from tests.oracle.points import exact_points

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_NOON = 12 * _HOUR
# From local midnight: the seconds around it, the hours in which clocks change.
CLOCKS = [timedelta(), timedelta(seconds=-1), timedelta(seconds=1), _NOON, _NOON]
CLOCKS += [-_HOUR, 2.5 * _HOUR, _DAY - timedelta(microseconds=1)]

# From when something happens to points: mostly none, so that things meet.
SLIPS = [*[timedelta()] * 6, timedelta(seconds=-1), timedelta(seconds=1), _DAY]


class Draft:
    """A life while it is drawn: its days cluster around a few, so that facts meet."""

    def __init__(self, random: Random, world: World) -> None:
        self.random, self.world = random, world
        cold = [world.as_of + n * _DAY for n in range(-800, 30)]
        pools = [self.pick([world.hot_days, cold]) for _ in range(self.pick([1, 2, 3]))]
        self.anchors = [self.pick(pool) for pool in pools]
        # When something happens to the points of a wallet, and how many orders earned.
        self.moments: dict[str, list[datetime]] = defaultdict(list)
        self.earned: list[int] = []

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

    def credited(self, at: datetime, available: datetime, wallet: str) -> None:
        """Remember when points were given, could be used, and were gone again."""
        days = self.world.version(at).validity_days.get(wallet)
        ends = self.world.midnight(self.world.day_of(available) + (days or 0) * _DAY)
        self.moments[wallet] += [at, available, ends, ends]

    def ordered(self, order: Order) -> None:
        """Remember when the points of an order come and go, and how many there are."""
        at, version = order.ordered_at, self.world.version(order.ordered_at)
        self.credited(at, at + version.pending_days * _DAY, "main")
        points = int(exact_points(order, version))
        self.earned += [points + more for more in (0, 1, 1) if points]

    def limits(self, ordered_at: datetime) -> list[int]:
        """The days after an order on which its returns begin to count otherwise."""
        version = self.world.version(ordered_at)
        return [version.pending_days, version.clawback_days or 20]

    def moment(self, wallet: str) -> datetime:
        """Draw an instant, often one at which something happens in a wallet.

        Some days are a validity before a day at an edge, so that points end there.
        """
        known = self.moments[wallet]
        if known and self.pick([True, True, False]):
            slip: timedelta = self.pick(SLIPS)
            when: datetime = self.pick(known)
            return when + slip
        if self.pick([True, True, False]):
            return self.instant()
        edge: date = self.pick([*self.world.changes(), *self.world.edges])
        lasts = self.world.version(self.world.midnight(edge)).validity_days.get(wallet)
        return self.world.midnight(edge - (lasts or 0) * _DAY) + self.pick(CLOCKS)

    def deliver(self, row: Any, **before: Any) -> list[Any]:
        """Draw how a fact is delivered."""
        return deliver(self.random, self.world.landing_days, row, **before)
