"""The history of each member: what counts on `as_of`, with its local days.

Days are proleptic ordinals (`date.toordinal`), so that a day plus one is the next day.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from tests.oracle.campaigns.audience import campaigns_with_members
from tests.oracle.facts.counted_returns import CountedReturn, count_returns
from tests.oracle.facts.delivered_row import newest
from tests.oracle.facts.feeds import (
    Adjustment,
    Campaign,
    Event,
    Facts,
    Member,
    Order,
    Redemption,
    Return,
    TierGrant,
)
from tests.oracle.facts.on_day import OnDay
from tests.oracle.local_days import local_day
from tests.oracle.rules.versions import Rules


@dataclass
class MemberHistory:
    """All that is known of one member; what happened at an instant, with its day."""

    member: Member
    registered_on: int
    orders: list[OnDay[Order]] = field(default_factory=list)
    returns: list[CountedReturn] = field(default_factory=list)
    events: list[OnDay[Event]] = field(default_factory=list)
    grants: list[TierGrant] = field(default_factory=list)
    redemptions: list[OnDay[Redemption]] = field(default_factory=list)
    adjustments: list[OnDay[Adjustment]] = field(default_factory=list)
    # Those that are addressed to the member, whenever they are.
    campaigns: list[Campaign] = field(default_factory=list)

    def first_day(self) -> int:
        """Return the earlier of the registration day and the first fact's day."""
        ordered = [order.day for order in self.orders]
        return min([self.registered_on, *ordered, *(e.day for e in self.events)])


def member_histories(
    facts: Facts, rules: Rules, as_of: date
) -> dict[str, MemberHistory]:
    """Sort what is visible on `as_of` by member; what waits is left out."""
    last = as_of.toordinal()
    found: dict[str, MemberHistory] = {}
    for member in newest(facts.members, "member_id"):
        day = _day(member.registered_at, rules)
        if day <= last:
            found[member.member_id] = MemberHistory(member, day)
    _add_orders(found, facts, rules, last)
    for event in newest(facts.events, "event_id"):
        day = _day(event.occurred_at, rules)
        if event.member_id in found and day <= last:
            found[event.member_id].events.append(OnDay(day, event))
    codes = {tier.code for tier in rules.versions[0].tiers}
    for grant in newest(facts.tier_grants, "grant_id"):
        known = grant.member_id in found and grant.tier in codes
        if known and grant.granted_from <= as_of:
            found[grant.member_id].grants.append(grant)
    _add_points(found, facts, rules, last)
    for campaign, members in campaigns_with_members(facts, rules, found):
        for member_id in members:
            found[member_id].campaigns.append(campaign)
    return found


def _add_orders(
    found: dict[str, MemberHistory], facts: Facts, rules: Rules, last: int
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
        history.orders.append(OnDay(day, order))
        of_order = returns.get(order.order_id, [])
        for counted in count_returns(order, day, of_order, rules):
            if counted.day <= last:
                history.returns.append(counted)


def _add_points(
    found: dict[str, MemberHistory], facts: Facts, rules: Rules, last: int
) -> None:
    """Give each known member what was redeemed and adjusted in a known wallet.

    A cancellation after the last day is not known yet.
    """
    wallets = rules.versions[0].validity_days
    for item in newest(facts.redemptions, "redemption_id"):
        day = _day(item.redeemed_at, rules)
        if item.member_id in found and item.wallet in wallets and day <= last:
            if item.cancelled_at and _day(item.cancelled_at, rules) > last:
                item = replace(item, cancelled_at=None)
            found[item.member_id].redemptions.append(OnDay(day, item))
    for change in newest(facts.adjustments, "adjustment_id"):
        day = _day(change.adjusted_at, rules)
        if change.member_id in found and change.wallet in wallets and day <= last:
            found[change.member_id].adjustments.append(OnDay(day, change))


def _day(instant: datetime, rules: Rules) -> int:
    return local_day(instant, rules.timezone).toordinal()
