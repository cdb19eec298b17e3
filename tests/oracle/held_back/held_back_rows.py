"""The facts that wait, because they need something that is not known on `as_of`."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from tests.oracle.facts.delivered_row import newest
from tests.oracle.facts.feeds import Facts, Order
from tests.oracle.facts.member_history import member_histories
from tests.oracle.held_back.campaigns_and_uses import (
    campaigns_waiting,
    targets_waiting,
    uses_waiting,
)
from tests.oracle.held_back.points_facts import (
    adjustments_waiting,
    redemptions_waiting,
)
from tests.oracle.local_days import local_day
from tests.oracle.rules.read_rules import read_rules
from tests.oracle.rules.versions import Rules
from tests.oracle.tables.benefit_rows import HeldBackRow


def held_back(facts: Facts, rules: Mapping[str, Any], as_of: date) -> list[HeldBackRow]:
    """Return what waits, sorted by key; a fact that lacks two things waits for both.

    It is shown once, with what it lacks first: its member before anything else.
    """
    read = read_rules(rules)
    members = set(member_histories(facts, read, as_of))
    waiting = [
        *_orders(facts, read, as_of, members),
        *_returns(facts, read, as_of),
        *_events(facts, read, as_of, members),
        *_grants(facts, read, as_of, members),
        *redemptions_waiting(facts, read, as_of, members),
        *adjustments_waiting(facts, read, as_of, members),
        *campaigns_waiting(facts, read),
        *targets_waiting(facts, members),
        *uses_waiting(facts, read, as_of, members),
    ]
    return sorted(waiting)


def _orders(
    facts: Facts, rules: Rules, as_of: date, members: set[str]
) -> Iterator[HeldBackRow]:
    """Cancelled orders are ignored, so that they wait for nothing."""
    for order in newest(facts.orders, "order_id"):
        seen = local_day(order.ordered_at, rules.timezone) <= as_of
        if not seen or order.status != "completed":
            continue
        if order.member_id not in members:
            yield HeldBackRow("orders", order.order_id, "member", order.landed_on)
        elif order.currency != rules.currency:
            yield HeldBackRow("orders", order.order_id, "currency", order.landed_on)


def _returns(facts: Facts, rules: Rules, as_of: date) -> Iterator[HeldBackRow]:
    """A return of an order that is itself ignored, or waits, is of a known order.

    An order after `as_of` is unknown yet, but what came back of it happens no earlier
    than the order itself: not until then does it wait for anything.
    """
    orders: dict[str, Order] = {
        order.order_id: order for order in newest(facts.orders, "order_id")
    }
    for item in newest(facts.returns, "return_id"):
        seen = local_day(item.returned_at, rules.timezone) <= as_of
        if seen and item.order_id not in orders:
            yield HeldBackRow("order_returns", item.return_id, "order", item.landed_on)


def _events(
    facts: Facts, rules: Rules, as_of: date, members: set[str]
) -> Iterator[HeldBackRow]:
    for event in newest(facts.events, "event_id"):
        seen = local_day(event.occurred_at, rules.timezone) <= as_of
        if seen and event.member_id not in members:
            yield HeldBackRow(
                "activity_events", event.event_id, "member", event.landed_on
            )


def _grants(
    facts: Facts, rules: Rules, as_of: date, members: set[str]
) -> Iterator[HeldBackRow]:
    codes = {tier.code for tier in rules.versions[0].tiers}
    for grant in newest(facts.tier_grants, "grant_id"):
        if grant.granted_from > as_of:
            continue
        if grant.member_id not in members:
            yield HeldBackRow("tier_grants", grant.grant_id, "member", grant.landed_on)
        elif grant.tier not in codes:
            yield HeldBackRow("tier_grants", grant.grant_id, "tier", grant.landed_on)
