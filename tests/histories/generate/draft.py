"""A life while it is drawn: random choices of days and instants that often meet."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from tests.histories.generate.deliveries import deliver
from tests.histories.generate.world import World
from tests.oracle.facts.feeds import Order
from tests.oracle.points.order_points import exact_points

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_NOON = 12 * _HOUR
# From local midnight: the seconds around it, the hours in which clocks change.
TIMES_OF_DAY = [timedelta(), timedelta(seconds=-1), timedelta(seconds=1), _NOON, _NOON]
TIMES_OF_DAY += [-_HOUR, 2.5 * _HOUR, _DAY - timedelta(microseconds=1)]

# From when something happens to points: mostly none, so that things meet.
SMALL_DELAYS = [*[timedelta()] * 6, timedelta(seconds=-1), timedelta(seconds=1), _DAY]


class EarnedPoints(NamedTuple):
    """What an order earns by itself, and from when on that can be used."""

    available_at: datetime
    points: int


class MemberDraft:
    """A life while it is drawn: its days cluster around a few, so that facts meet."""

    def __init__(self, random: Random, world: World) -> None:
        self.random, self.world = random, world
        any_days = [world.as_of + n * _DAY for n in range(-800, 30)]
        pools = [
            self.pick([world.notable_days, any_days])
            for _ in range(self.pick([1, 2, 3]))
        ]
        self.anchors = [self.pick(pool) for pool in pools]
        # When points of a wallet come or go; what orders earned, and from when on.
        self.points_instants: dict[str, list[datetime]] = defaultdict(list)
        self.earned: list[EarnedPoints] = []

    def pick(self, choices: Sequence[Any]) -> Any:
        """Draw one of the choices."""
        return self.random.choice(choices)

    def day(self) -> date:
        """Draw a day at or around an anchor."""
        anchor: date = self.pick(self.anchors)
        shift: timedelta = self.pick(self.world.day_shifts) * _DAY
        return anchor + shift

    def instant(self) -> datetime:
        """Draw an instant of such a day."""
        clock: timedelta = self.pick(TIMES_OF_DAY)
        return self.world.midnight(self.day()) + clock

    def note_credit(self, at: datetime, available: datetime, wallet: str) -> datetime:
        """Remember when points come and can be used; return when they are gone."""
        days = self.world.version(at).validity_days.get(wallet)
        ends = self.world.midnight(self.world.day_of(available) + (days or 0) * _DAY)
        self.points_instants[wallet] += [at, available, ends, ends]
        return ends

    def note_order(self, order: Order) -> datetime:
        """Remember what an order earns; return when that can be used."""
        at = order.ordered_at
        available = at + self.world.version(at).pending_days * _DAY
        self.note_credit(at, available, "main")
        if points := self.points_of(order):
            self.earned.append(EarnedPoints(available, points))
        return available

    def points_of(self, order: Order) -> int:
        """The points of an order by itself."""
        return int(exact_points(order, self.world.version(order.ordered_at)))

    def return_limits(self, ordered_at: datetime) -> list[int]:
        """The days after an order on which its returns begin to count otherwise."""
        version = self.world.version(ordered_at)
        return [version.pending_days, *[version.clawback_days or 20] * 2]

    def points_instant(self, wallet: str) -> datetime:
        """Draw an instant, often one at which something happens in a wallet."""
        known = self.points_instants[wallet]
        if known and self.pick([True, True, False]):
            # The last of them more often, so that three things meet as well.
            when: datetime = self.pick([self.pick(known), known[-1]]) + self.pick(
                SMALL_DELAYS
            )
            return when
        return (
            self.instant()
            if self.pick([True, False])
            else self.before_notable_expiry(wallet)
        )

    def before_notable_expiry(self, wallet: str) -> datetime:
        """Draw an instant whose points end when clocks or rules change."""
        days = self.world.days_with_notable_expiry[wallet]
        if not days:
            return self.instant()
        clock: timedelta = self.pick(TIMES_OF_DAY)
        return self.world.midnight(self.pick(days)) + clock

    def deliver(self, row: Any, **before: Any) -> list[Any]:
        """Draw how a fact is delivered."""
        return deliver(self.random, self.world.landing_days, row, **before)
