"""Every credit of points of a member, and how long it alone would be valid."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import floor

from .days import first_instant, local_day
from .facts import Order
from .histories import History
from .points import earned_points, exact_points
from .versions import Rules, Version

# The tier held on a day, `none` before registration.
TierOn = Callable[[int], str]


@dataclass(frozen=True)
class Credit:
    """Points given; what an order gave is clawed back by the order's returns.

    `nominal_end` is when they would expire if no lot had come before them.
    """

    entry_id: str
    entry_type: str
    wallet: str
    points: int
    occurred_at: datetime
    available_at: datetime
    nominal_end: datetime | None
    source_id: str
    version: Version
    order: Order | None = None
    campaign_id: str | None = None


def all_credits(history: History, rules: Rules, tier_on: TierOn) -> list[Credit]:
    """Return all that a member was given; a credit of nothing is none.

    Whatever else gives points joins here, the bonus of a campaign with its order.
    """
    given = [
        *_of_orders(history, rules, tier_on),
        *_of_events(history, rules),
        *_adjusted(history, rules),
        *_reinstated(history, rules),
    ]
    return [credit for credit in given if credit.points > 0]


def _of_orders(history: History, rules: Rules, tier_on: TierOn) -> Iterator[Credit]:
    """A control member gets no bonus, so that a bonus can be seen to matter."""
    earned = earned_points(history, rules)
    for day, order in history.orders:
        version, at = rules.version_on(day), order.ordered_at
        available = at + timedelta(days=version.pending_days)
        end = _start(_day(available, rules), version.validity_days["main"], rules)
        surplus = version.multipliers.get(tier_on(day), 1) - 1
        bonus = floor(exact_points(order, version) * surplus)
        amounts = {"earn": earned[order.order_id]}
        if not history.member.control_group:
            amounts["tier_bonus"] = bonus
        for kind, points in amounts.items():
            name = f"{kind}:{order.order_id}"
            dates, source = (at, available, end), (order.order_id, version, order)
            yield Credit(name, kind, "main", points, *dates, *source)


def _of_events(history: History, rules: Rules) -> Iterator[Credit]:
    """Events in turn, each kind until the day has had its number of them."""
    counted: dict[tuple[str, int], int] = {}
    in_turn = sorted(history.events, key=lambda e: (e[1].occurred_at, e[1].event_id))
    for day, event in in_turn:
        version, at = rules.version_on(day), event.occurred_at
        worth = version.events.get(event.kind)
        place = counted[event.kind, day] = counted.get((event.kind, day), 0) + 1
        if worth is None or place > (worth.max_per_day or place):
            continue
        end = _start(day, version.validity_days["main"], rules)
        dates, name = (at, at, end), f"event:{event.event_id}"
        rest = (event.event_id, version)
        yield Credit(name, "event", "main", worth.points, *dates, *rest)


def _adjusted(history: History, rules: Rules) -> Iterator[Credit]:
    for day, change in history.adjustments:
        version, at = rules.version_on(day), change.adjusted_at
        end = _start(day, version.validity_days[change.wallet], rules)
        start = (f"adjust:{change.adjustment_id}", "adjust", change.wallet)
        yield Credit(*start, change.points, at, at, end, change.adjustment_id, version)


def _reinstated(history: History, rules: Rules) -> Iterator[Credit]:
    """Points back in time are valid as if just spent, and until the next day."""
    for day, item in history.redemptions:
        version, at = rules.version_on(day), item.cancelled_at
        limit = version.reinstate_within_days
        late = timedelta.max if limit is None else timedelta(days=limit)
        if at is None or at - item.redeemed_at > late:
            continue
        valid = version.validity_days[item.wallet]
        own, next_day = _start(day, valid, rules), _start(_day(at, rules), 1, rules)
        end = max(own, next_day) if own and next_day else None
        start = (f"reinstate:{item.redemption_id}", "reinstate", item.wallet)
        yield Credit(*start, item.points, at, at, end, item.redemption_id, version)


def _start(day: int, after: int | None, rules: Rules) -> datetime | None:
    """Return the first instant of the local day so many days later."""
    if after is None:
        return None
    return first_instant(date.fromordinal(day + after), rules.timezone)


def _day(instant: datetime, rules: Rules) -> int:
    return local_day(instant, rules.timezone).toordinal()
