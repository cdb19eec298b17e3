"""The points that campaigns add to orders: who applies, what is kept, how much."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor

from tests.oracle.facts.feeds import Campaign, Order
from tests.oracle.facts.member_history import MemberHistory
from tests.oracle.points.order_points import exact_points
from tests.oracle.rules.versions import Rules, Version

# The tier held on a day, `none` before registration.
TierOn = Callable[[int], str]


@dataclass(frozen=True)
class Bonus:
    """The points that a campaign adds to an order of a day."""

    day: int
    order: Order
    campaign: Campaign
    points: int


def member_bonuses(
    history: MemberHistory, rules: Rules, tier_on: TierOn
) -> Iterator[Bonus]:
    """Yield a member's bonuses, order by order; a control member has none.

    The limit of a campaign cuts what was kept: nothing takes the place of what is cut.
    """
    if history.member.control_group:
        return
    given: dict[str, int] = {}
    in_turn = sorted(history.orders, key=lambda o: (o.fact.ordered_at, o.fact.order_id))
    for day, order in in_turn:
        version, rank = rules.version_on(day), rules.rank_of(tier_on(day))
        found = [
            Bonus(day, order, campaign, points_added(campaign, order, version))
            for campaign in history.campaigns
            if applies(campaign, order) and rank >= rules.rank_of(campaign.min_tier)
        ]
        for bonus in stacked(found, version):
            before = given.get(bonus.campaign.campaign_id, 0)
            limit = bonus.campaign.max_points_per_member
            room = bonus.points if limit is None else limit - before
            points = min(bonus.points, room)
            given[bonus.campaign.campaign_id] = before + points
            yield replace(bonus, points=points)


def applies(campaign: Campaign, order: Order) -> bool:
    """Tell whether an order is in time and large enough, whoever it is of."""
    in_time = campaign.starts_at <= order.ordered_at <= campaign.ends_at
    return in_time and order.amount_cents >= (campaign.min_order_amount_cents or 0)


def points_added(campaign: Campaign, order: Order, version: Version) -> int:
    """Return what a campaign would add: part of the exact base, or so many points."""
    match campaign.kind:
        case "points_multiplier":
            surplus = (campaign.multiplier or Fraction(1)) - 1
            return floor(exact_points(order, version) * surplus)
        case "bonus_points":
            return campaign.bonus_points or 0
    return 0


def stacked(found: Iterable[Bonus], version: Version) -> list[Bonus]:
    """Keep all candidates or the best one, as the version has it.

    The best has the most points, then the higher priority, then the lower id. What is
    worth nothing is no candidate.
    """
    candidates = [bonus for bonus in found if bonus.points > 0]
    if version.additive or not candidates:
        return candidates
    return [
        min(
            candidates,
            key=lambda b: (-b.points, -b.campaign.priority, b.campaign.campaign_id),
        )
    ]
