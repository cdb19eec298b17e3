"""A member's orders among campaigns: the bonuses they could have, and what they got."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from tests.oracle.campaigns.order_bonuses import (
    Bonus,
    TierOn,
    applies,
    member_bonuses,
    points_added,
    stacked,
)
from tests.oracle.facts.feeds import Campaign, Order
from tests.oracle.facts.member_history import MemberHistory
from tests.oracle.rules.versions import Rules, Version


@dataclass(frozen=True)
class CampaignChoice:
    """The bonuses that an order met, best first, those kept, and what limits left."""

    version: Version
    order: Order
    met: list[Bonus]
    stacked: list[Bonus]
    given: list[Bonus]


@dataclass(frozen=True)
class OrdersInCampaigns:
    """A member's orders, and the campaigns around them."""

    history: MemberHistory
    rules: Rules
    tier_on: TierOn

    @cached_property
    def choices(self) -> list[CampaignChoice]:
        """The orders that met campaigns; control members are given nothing."""
        given: dict[str, list[Bonus]] = {}
        for bonus in member_bonuses(self.history, self.rules, self.tier_on):
            given.setdefault(bonus.order.order_id, []).append(bonus)
        found = []
        for day, order in self.history.orders:
            version = self.rules.version_on(day)
            if met := self.met(day, order, self.history.campaigns):
                got = given.get(order.order_id, [])
                found.append(
                    CampaignChoice(version, order, met, stacked(met, version), got)
                )
        return found

    def met(self, day: int, order: Order, campaigns: Iterable[Campaign]) -> list[Bonus]:
        """What campaigns would give for an order, the most points first."""
        version, needed = self.rules.version_on(day), self.rules.rank_of
        rank = needed(self.tier_on(day))
        found = [
            Bonus(day, order, campaign, points_added(campaign, order, version))
            for campaign in campaigns
            if applies(campaign, order) and rank >= needed(campaign.min_tier)
        ]
        some = [bonus for bonus in found if bonus.points > 0]
        return sorted(some, key=lambda b: (-b.points, -b.campaign.priority))

    def missed(self, campaigns: Iterable[Campaign]) -> Iterator[Bonus]:
        """What orders would have met if campaigns were like this, and have not."""
        likewise = list(campaigns)
        for day, order in self.history.orders:
            now = self.met(day, order, self.history.campaigns)
            names = {bonus.campaign.campaign_id for bonus in now}
            for bonus in self.met(day, order, likewise):
                if bonus.campaign.campaign_id not in names:
                    yield bonus
