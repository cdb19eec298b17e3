"""What a member does about campaigns, benefits and rewards: targets, orders, uses."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from tests.histories.generate.benefit_rules import KNOWN_REWARDS, UNKNOWN_REWARD
from tests.histories.generate.draft import MemberDraft
from tests.histories.generate.life import SELF
from tests.histories.generate.orders import AMOUNTS, OWNERS, add_return
from tests.histories.generate.scoring_rules import PRICES
from tests.oracle.facts.feeds import (
    BenefitUse,
    Campaign,
    CampaignTarget,
    Facts,
    Order,
    Redemption,
    TierGrant,
)

_DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)


def add_campaign_activity(draft: MemberDraft, facts: Facts) -> None:
    """Add targets, purchases within campaigns, uses of benefits, what rewards took."""
    facts.members = [replace(row, birth_date=_born(draft)) for row in facts.members]
    for name in sorted(draft.world.targeted_campaigns):
        if draft.pick([True, False]):
            facts.campaign_targets += draft.deliver(
                CampaignTarget(name, draft.pick(OWNERS))
            )
    for number in range(draft.pick([0, 0, 1, 1, 2, 3])):
        _buy(draft, facts, f"{SELF}-b{number}")
    if draft.pick([True, False, False]):
        _stand_today(draft, facts)
    for number in range(draft.pick([0, 0, 1, 2])):
        _use(draft, facts, f"{SELF}-u{number}")
    rewards = [None, *KNOWN_REWARDS, UNKNOWN_REWARD]
    facts.redemptions = [
        replace(row, reward=draft.pick(rewards)) for row in facts.redemptions
    ]


def _born(draft: MemberDraft) -> date | None:
    today = draft.world.as_of
    month = date(1980, today.month, draft.pick([1, 28]))
    others = [None, date(1984, 2, 29), date(1999, 12, 31)]
    born: date | None = draft.pick([*others, month, month])
    return born


def _buy(draft: MemberDraft, facts: Facts, name: str) -> None:
    """Add an order in time for a campaign or only just not, perhaps large enough."""
    campaign = draft.pick(draft.world.campaigns_giving_points)
    at = _when(draft, facts, campaign)
    least = campaign.min_order_amount_cents
    least = draft.pick(PRICES) if least is None else least
    less = max(0, least - 1)
    cents = draft.pick([least, least, less, less, 0, draft.pick(AMOUNTS)])
    order = Order(name, SELF, at, cents, "USD")
    available = draft.note_order(order)
    draft.note_credit(at, available, campaign.wallet)
    facts.orders += draft.deliver(order, ordered_at=at - _SECOND)
    if draft.pick([True, False, False]):
        add_return(draft, facts, order, f"{name}-r")
    if draft.pick([True, False, False]):
        spent_at = draft.points_instant(campaign.wallet)
        spent = Redemption(name, SELF, spent_at, draft.pick([1, 10, 35]))
        spent = replace(spent, wallet=campaign.wallet)
        facts.redemptions += draft.deliver(spent, points=2)
    if campaign.min_tier or draft.pick([True, False, False]):
        _hold(draft, facts, name, draft.world.day_of(at), draft.pick([0, 0, 1]))


def _when(draft: MemberDraft, facts: Facts, campaign: Campaign) -> datetime:
    """Draw the first or the last instant, a second outside, or any other."""
    starts_at, ends_at = campaign.starts_at, campaign.ends_at
    edges = [starts_at, ends_at, ends_at, starts_at - _SECOND, ends_at + _SECOND] * 2
    others = [order.ordered_at for order in facts.orders]
    within = starts_at + (ends_at - starts_at) / 2
    at: datetime = draft.pick([*edges, within, draft.instant(), *others[:3]])
    return at


def _stand_today(draft: MemberDraft, facts: Facts) -> None:
    """Hold a tier by hand around the run's day, perhaps with an order of late."""
    today = draft.world.as_of
    first = today - draft.pick([0, 1, 30, 400]) * _DAY
    _hold(draft, facts, f"{SELF}-t", first, draft.pick([None, 400, 405]))
    ages = [1, 2, 30, 31, 90, 91]
    for number in range(draft.pick([0, 1, 2])):
        bought_on = today - draft.pick(ages) * _DAY
        at = draft.world.midnight(bought_on) + _SECOND
        order = Order(f"{SELF}-t{number}", SELF, at, draft.pick(PRICES), "USD")
        facts.orders += draft.deliver(order, member_id=f"{SELF}-x")


def _hold(
    draft: MemberDraft, facts: Facts, name: str, first: date, days: int | None
) -> None:
    tier = draft.pick(draft.world.structure.tiers[-2:])
    until = None if days is None else first + days * _DAY
    grant = TierGrant(f"{name}-g", SELF, tier, first, until)
    facts.tier_grants += draft.deliver(grant, granted_until=first)


def _use(draft: MemberDraft, facts: Facts, name: str) -> None:
    """Use a benefit of the rules, of a campaign, or one that nobody has heard of."""
    rules = [benefit.code for benefit in draft.world.rules.benefits]
    offered = [f"campaign:{row.campaign_id}" for row in draft.world.campaigns]
    codes = [draft.pick(rules), *[draft.pick(offered) for _ in range(4)]]
    code = draft.pick([*codes, "campaign:nowhere"])
    orders = [order.order_id for order in facts.orders]
    order_id = draft.pick([None, f"{SELF}-lost", *[draft.pick([None, *orders])] * 2])
    use = BenefitUse(name, draft.pick(OWNERS), code, draft.instant(), order_id)
    facts.benefit_uses += draft.deliver(use, benefit_code="off_a", order_id=None)
