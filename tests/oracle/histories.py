"""The visible past of each member: what counts on `as_of`, with its local days.

Days are proleptic ordinals (`date.toordinal`), so that a day plus one is the next day.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from .days import local_day
from .facts import Event, Facts, Member, Order, Return, TierGrant
from .rows import newest
from .versions import Rules


@dataclass(frozen=True, slots=True)
class CountedReturn:
    """The part of a return that counts, on its day, against its order's day."""

    day: int
    order_day: int
    cents: int


@dataclass
class History:
    """All that is known of one member; orders and events with their days."""

    member: Member
    registered_on: int
    orders: list[tuple[int, Order]] = field(default_factory=list)
    returns: list[CountedReturn] = field(default_factory=list)
    events: list[tuple[int, Event]] = field(default_factory=list)
    grants: list[TierGrant] = field(default_factory=list)

    def first_day(self) -> int:
        """Return the earlier of the registration day and the first fact's day."""
        days = [day for day, _ in self.orders] + [day for day, _ in self.events]
        return min([self.registered_on, *days])


def histories(facts: Facts, rules: Rules, as_of: date) -> dict[str, History]:
    """Sort what is visible on `as_of` by member; what waits is left out."""
    last = as_of.toordinal()
    found: dict[str, History] = {}
    for member in newest(facts.members, "member_id"):
        day = _day(member.registered_at, rules)
        if day <= last:
            found[member.member_id] = History(member, day)
    _add_orders(found, facts, rules, last)
    for event in newest(facts.events, "event_id"):
        day = _day(event.occurred_at, rules)
        if event.member_id in found and day <= last:
            found[event.member_id].events.append((day, event))
    codes = {tier.code for tier in rules.versions[0].tiers}
    for grant in newest(facts.tier_grants, "grant_id"):
        known = grant.member_id in found and grant.tier in codes
        if known and grant.granted_from <= as_of:
            found[grant.member_id].grants.append(grant)
    return found


def _add_orders(
    found: dict[str, History], facts: Facts, rules: Rules, last: int
) -> None:
    """Give each known member the completed orders and what came back of them."""
    returns: dict[str, list[Return]] = {}
    for item in newest(facts.returns, "return_id"):
        returns.setdefault(item.order_id, []).append(item)
    for order in newest(facts.orders, "order_id"):
        history = found.get(order.member_id)
        if history is None or order.currency != rules.currency:
            continue
        day = _day(order.ordered_at, rules)
        if order.status != "completed" or day > last:
            continue
        history.orders.append((day, order))
        of_order = returns.get(order.order_id, [])
        for counted in count_returns(order, day, of_order, rules):
            if counted.day <= last:
                history.returns.append(counted)


def count_returns(
    order: Order, order_day: int, returns: Iterable[Return], rules: Rules
) -> list[CountedReturn]:
    """Take returns in turn until the order's amount is used up."""
    counted = []
    left = order.amount_cents
    for item in sorted(returns, key=lambda item: (item.returned_at, item.return_id)):
        cents = min(left, item.amount_cents)
        left -= cents
        day = _day(max(item.returned_at, order.ordered_at), rules)
        if cents > 0:
            counted.append(CountedReturn(day, order_day, cents))
    return counted


def _day(instant: datetime, rules: Rules) -> int:
    return local_day(instant, rules.timezone).toordinal()
