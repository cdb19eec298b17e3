"""What orders give: points earned, those added for a tier, those of campaigns."""

from collections.abc import Iterator
from datetime import timedelta
from math import floor

from tests.oracle.campaigns.order_bonuses import TierOn, member_bonuses
from tests.oracle.facts.feeds import Order
from tests.oracle.facts.member_history import MemberHistory
from tests.oracle.points.credit import Credit, day_of, start_after
from tests.oracle.points.order_points import earned_points, exact_points
from tests.oracle.rules.versions import Rules


def credits_of_orders(
    history: MemberHistory, rules: Rules, tier_on: TierOn
) -> Iterator[Credit]:
    """A control member gets no bonus, so that a bonus can be seen to matter."""
    earned = earned_points(history, rules)
    for day, order in history.orders:
        yield _credit("earn", "main", earned[order.order_id], day, order, rules)
        if not history.member.control_group:
            version = rules.version_on(day)
            surplus = version.multipliers.get(tier_on(day), 1) - 1
            bonus = floor(exact_points(order, version) * surplus)
            yield _credit("tier_bonus", "main", bonus, day, order, rules)
    for given in member_bonuses(history, rules, tier_on):
        campaign, what = given.campaign, (given.points, given.day, given.order, rules)
        yield _credit("campaign_bonus", campaign.wallet, *what, campaign.campaign_id)


def _credit(
    kind: str,
    wallet: str,
    points: int,
    day: int,
    order: Order,
    rules: Rules,
    campaign_id: str | None = None,
) -> Credit:
    """All that an order gives is pending for as long, and valid as its wallet says."""
    version, at = rules.version_on(day), order.ordered_at
    available = at + timedelta(days=version.pending_days)
    valid = version.validity_days[wallet]
    dates = (at, available, start_after(day_of(available, rules), valid, rules))
    name = ":".join(part for part in (kind, campaign_id, order.order_id) if part)
    gave = (kind, wallet, points, *dates, order.order_id)
    return Credit(name, *gave, version, order, campaign_id)
