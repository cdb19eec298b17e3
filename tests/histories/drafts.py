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
        # When points of a wallet come or go; what orders earned, and from when on.
        self.moments: dict[str, list[datetime]] = defaultdict(list)
        self.earned: list[tuple[datetime, int]] = []

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
        available = at + version.pending_days * _DAY
        self.credited(at, available, "main")
        if points := int(exact_points(order, version)):
            self.earned.append((available, points))

    def limits(self, ordered_at: datetime) -> list[int]:
        """The days after an order on which its returns begin to count otherwise."""
        version = self.world.version(ordered_at)
        return [version.pending_days, *[version.clawback_days or 20] * 2]

    def moment(self, wallet: str) -> datetime:
        """Draw an instant, often one at which something happens in a wallet.

        Some days are a validity before a day at an edge, so that points end there.
        """
        known = self.moments[wallet]
        if known and self.pick([True, True, False]):
            # The last of them more often, so that three things meet as well.
            when: datetime = self.pick([self.pick(known), known[-1]]) + self.pick(SLIPS)
            return when
        if self.pick([True, False]):
            return self.instant()
        edge: date = self.pick([*self.world.changes(), *self.world.edges * 3])
        lasts = self.world.version(self.world.midnight(edge)).validity_days.get(wallet)
        clock: timedelta = self.pick(CLOCKS)
        return self.world.midnight(edge - (lasts or 0) * _DAY) + clock

    def deliver(self, row: Any, **before: Any) -> list[Any]:
        """Draw how a fact is delivered."""
        return deliver(self.random, self.world.landing_days, row, **before)
