"""A life with all that the replay makes of it, which features are asked about."""

from functools import cached_property
from typing import Any

from tests.histories.coverage.orders_in_campaigns import OrdersInCampaigns
from tests.histories.coverage.replayed_tiers import ReplayedTiers
from tests.histories.generate.deliveries import KEYS
from tests.oracle.benefits.campaign_benefits import offers_of_campaigns
from tests.oracle.benefits.offer import MemberOnDay, Offer
from tests.oracle.benefits.rule_benefits import offers_of_rules
from tests.oracle.facts.delivered_row import Row, newest
from tests.oracle.held_back.held_back_rows import held_back
from tests.oracle.points.points_rows import seen_until, wallet_books
from tests.oracle.points.wallet_book import WalletBook
from tests.oracle.tables.benefit_rows import HeldBackRow


class ReplayedLife(ReplayedTiers):
    """One life, looked at from every side."""

    @cached_property
    def waiting(self) -> list[HeldBackRow]:
        """What waits for something."""
        facts = self.world.facts_of(self.life)
        return held_back(facts, self.world.document, self.world.as_of)

    @cached_property
    def chains(self) -> list[list[Row]]:
        """The rows of each key that was delivered more than once, the last one wins."""
        keys: dict[object, list[Row]] = {}
        for feed, key in KEYS.items():
            for row in getattr(self.life.facts, feed):
                named = (feed, *(getattr(row, part) for part in key))
                keys.setdefault(named, []).append(row)
        chains = [sorted(rows, key=Row.recency) for rows in keys.values()]
        return [chain for chain in chains if len(chain) > 1]

    @cached_property
    def books(self) -> list[WalletBook]:
        """What the replay writes down of each wallet."""
        if self.history is None:
            return []
        seen_at = seen_until(self.world.as_of, self.rules)
        return wallet_books(self.history, self.rules, self.tier_on, seen_at)

    @cached_property
    def orders_in_campaigns(self) -> OrdersInCampaigns | None:
        """The orders among campaigns."""
        if self.history is None:
            return None
        return OrdersInCampaigns(self.history, self.rules, self.tier_on)

    @cached_property
    def member_today(self) -> MemberOnDay | None:
        """What benefits depend on; from when the tier is held may be wrong."""
        if self.history is None:
            return None
        score, held = self.scores[-1].score, self.held[-1]
        return MemberOnDay(self.history, self.rules, held, score, self.today)

    @cached_property
    def offers(self) -> list[Offer]:
        """What a member not of the control group could have today."""
        here = self.member_today
        return [*offers_of_rules(here), *offers_of_campaigns(here)] if here else []

    def standing(self, feed: str) -> list[Any]:
        """The rows of a feed that stand, whether they count or not."""
        return newest(getattr(self.life.facts, feed), *KEYS[feed])
