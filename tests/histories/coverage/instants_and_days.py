"""The troubles that histories must have, each recognised in the facts themselves."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from tests.histories.coverage.replayed_life import Seen
from tests.histories.generate.world import World

Feature = Callable[[Seen], object]

_DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)


def _near(instant: datetime, world: World) -> set[timedelta]:
    """How far an instant is from the midnights around it."""
    day = world.day_of(instant)
    return {instant - world.midnight(midnight) for midnight in (day, day + _DAY)}


def _near_midnight(distance: timedelta) -> Feature:
    return lambda s: any(distance in _near(at, s.world) for at in s.instants)


def _on_edges(shift: int) -> Feature:
    return lambda s: s.days & {edge + shift * _DAY for edge in s.world.edges}


def _silent_over_an_edge(s: Seen) -> object:
    """A version starts between two facts that are weeks away from it."""
    return any(
        min(s.days) < edge < max(s.days)
        and all(abs(day - edge) > 14 * _DAY for day in s.days)
        for edge in s.world.edges
        if s.days
    )


def _orders(s: Seen, **wanted: object) -> bool:
    """Whether a standing order of a known member that `as_of` sees is like this."""
    return any(
        all(getattr(order, name) == value for name, value in wanted.items())
        for order in s.standing("orders")
        if s.history and order.member_id == s.life.name
    )


def _late(s: Seen) -> object:
    orders: Iterable[Any] = s.standing("orders")
    events: Iterable[Any] = s.standing("events")
    at = [row.ordered_at for row in orders] + [row.occurred_at for row in events]
    return any(s.world.day_of(instant) > s.world.as_of for instant in at)


def _early(s: Seen) -> object:
    return s.history and s.history.first_day() < s.history.registered_on


def waits(feed: str, what: str) -> Feature:
    """Whether a row of a feed waits for something."""
    return lambda s: any(line[0] == feed and line[2] == what for line in s.waiting)


def _event_values(s: Seen) -> list[int | None]:
    events = s.history.events if s.history else []
    return [event.value_hundredths for _, event in events]


FEATURES: dict[str, Feature] = {
    "two facts at one instant": lambda s: len(s.instants) > len(set(s.instants)),
    "a fact on a day of 23 or 25 hours": lambda s: any(
        s.world.lasts(day) != _DAY for day in s.days
    ),
    "a fact at midnight": _near_midnight(0 * _DAY),
    "a fact a second before midnight": _near_midnight(-_SECOND),
    "a fact a second after midnight": _near_midnight(_SECOND),
    "a fact on 29 February": lambda s: s.world.leap_day in s.days,
    "a fact on a version's first day": _on_edges(0),
    "a fact on the day before a version": _on_edges(-1),
    "a fact on a version's second day": _on_edges(1),
    "no fact for weeks around a version's start": _silent_over_an_edge,
    "an order cancelled": lambda s: _orders(s, status="cancelled"),
    "an order in another currency": lambda s: _orders(s, currency="EUR"),
    "a fact before registration": _early,
    "a fact after as_of": _late,
    "a member of the control group": lambda s: (
        s.history and s.history.member.control_group
    ),
    "an order of an unknown member": waits("orders", "member"),
    "an event of an unknown member": waits("activity_events", "member"),
    "a grant to an unknown member": waits("tier_grants", "member"),
    "a target of an unknown campaign": waits("campaign_targets", "campaign"),
    "an event without a value": lambda s: None in _event_values(s),
    "an event with a fraction of a value": lambda s: any(
        value and value % 100 for value in _event_values(s)
    ),
    "an event with a negative value": lambda s: any(
        value is not None and value < 0 for value in _event_values(s)
    ),
}
