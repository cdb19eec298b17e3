"""Features of when facts happen, and of whom they are."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from tests.histories.coverage.feature import Feature, waits
from tests.histories.coverage.replayed_life import ReplayedLife
from tests.histories.generate.world import World

_DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)


def _near(instant: datetime, world: World) -> set[timedelta]:
    """How far an instant is from the midnights around it."""
    day = world.day_of(instant)
    return {instant - world.midnight(midnight) for midnight in (day, day + _DAY)}


def _near_midnight(distance: timedelta) -> Feature:
    return lambda life: any(distance in _near(at, life.world) for at in life.instants)


def _on_edges(shift: int) -> Feature:
    return lambda life: (
        life.days & {edge + shift * _DAY for edge in life.world.version_starts}
    )


def _silent_over_an_edge(life: ReplayedLife) -> object:
    """A version starts between two facts that are weeks away from it."""
    return any(
        min(life.days) < edge < max(life.days)
        and all(abs(day - edge) > 14 * _DAY for day in life.days)
        for edge in life.world.version_starts
        if life.days
    )


def _orders(life: ReplayedLife, **wanted: object) -> bool:
    """Whether a standing order of a known member that `as_of` sees is like this."""
    return any(
        all(getattr(order, name) == value for name, value in wanted.items())
        for order in life.standing("orders")
        if life.history and order.member_id == life.life.name
    )


def _late(life: ReplayedLife) -> object:
    orders: Iterable[Any] = life.standing("orders")
    events: Iterable[Any] = life.standing("events")
    at = [row.ordered_at for row in orders] + [row.occurred_at for row in events]
    return any(life.world.day_of(instant) > life.world.as_of for instant in at)


def _early(life: ReplayedLife) -> object:
    return life.history and life.history.first_day() < life.history.registered_on


def _event_values(life: ReplayedLife) -> list[int | None]:
    events = life.history.events if life.history else []
    return [event.value_hundredths for _, event in events]


FEATURES: dict[str, Feature] = {
    "two facts at one instant": lambda life: (
        len(life.instants) > len(set(life.instants))
    ),
    "a fact on a day of 23 or 25 hours": lambda life: any(
        life.world.length_of(day) != _DAY for day in life.days
    ),
    "a fact at midnight": _near_midnight(0 * _DAY),
    "a fact a second before midnight": _near_midnight(-_SECOND),
    "a fact a second after midnight": _near_midnight(_SECOND),
    "a fact on 29 February": lambda life: life.world.leap_day in life.days,
    "a fact on a version's first day": _on_edges(0),
    "a fact on the day before a version": _on_edges(-1),
    "a fact on a version's second day": _on_edges(1),
    "no fact for weeks around a version's start": _silent_over_an_edge,
    "an order cancelled": lambda life: _orders(life, status="cancelled"),
    "an order in another currency": lambda life: _orders(life, currency="EUR"),
    "a fact before registration": _early,
    "a fact after as_of": _late,
    "a member of the control group": lambda life: (
        life.history and life.history.member.control_group
    ),
    "an order of an unknown member": waits("orders", "member"),
    "an event of an unknown member": waits("activity_events", "member"),
    "a grant to an unknown member": waits("tier_grants", "member"),
    "a target of an unknown campaign": waits("campaign_targets", "campaign"),
    "an event without a value": lambda life: None in _event_values(life),
    "an event with a fraction of a value": lambda life: any(
        value and value % 100 for value in _event_values(life)
    ),
    "an event with a negative value": lambda life: any(
        value is not None and value < 0 for value in _event_values(life)
    ),
}
