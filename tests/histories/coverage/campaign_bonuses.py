"""Features of orders that meet campaigns: which of them count, and how much."""

from collections.abc import Callable

from tests.histories.coverage.clawbacks import clawback
from tests.histories.coverage.feature import Feature
from tests.histories.coverage.orders_in_campaigns import CampaignChoice
from tests.histories.coverage.replayed_life import ReplayedLife
from tests.oracle.campaigns.order_bonuses import Bonus


def _choice(has: Callable[[ReplayedLife, CampaignChoice], object]) -> Feature:
    """Whether an order of a member who can be given something is like this."""

    def found(life: ReplayedLife) -> bool:
        if (
            life.orders_in_campaigns is None
            or life.orders_in_campaigns.history.member.control_group
        ):
            return False
        return any(has(life, choice) for choice in life.orders_in_campaigns.choices)

    return found


def _met(has: Callable[[ReplayedLife, Bonus], object]) -> Feature:
    return _choice(lambda life, choice: any(has(life, bonus) for bonus in choice.met))


def _given(has: Callable[[Bonus], object]) -> Feature:
    """Whether points that a campaign gave are like this."""
    return _choice(lambda life, c: any(has(b) for b in c.given if b.points))


def _tied(same_priority: bool) -> Feature:
    """Whether two give most, and the priority tells them apart or does not."""

    def has(life: ReplayedLife, choice: CampaignChoice) -> bool:
        if choice.version.additive or len(choice.met) < 2:
            return False
        (one, other, *_) = choice.met
        alike = one.campaign.priority == other.campaign.priority
        return one.points == other.points and alike == same_priority

    return _choice(has)


def _cut(to_nothing: bool) -> Feature:
    def has(life: ReplayedLife, choice: CampaignChoice) -> bool:
        before = {bonus.campaign.campaign_id: bonus.points for bonus in choice.stacked}
        return any(
            given.points < before[given.campaign.campaign_id]
            and to_nothing == (given.points == 0)
            for given in choice.given
        )

    return _choice(has)


def _not_today(life: ReplayedLife, bonus: Bonus) -> bool:
    """The tier that a campaign asks for is held no longer."""
    needed = life.rules.rank_of(bonus.campaign.min_tier)
    return needed > life.rules.rank_of(life.tier_on(life.today))


def _of_control(life: ReplayedLife) -> object:
    return (
        life.orders_in_campaigns
        and life.orders_in_campaigns.history.member.control_group
        and life.orders_in_campaigns.choices
    )


def _best_gives_nothing(life: ReplayedLife, choice: CampaignChoice) -> bool:
    """What is cut off the best goes to no other."""
    cut = not choice.version.additive and choice.given[0].points == 0
    return cut and len(choice.met) > 1


FEATURES: dict[str, Feature] = {
    "an order in three campaigns": _choice(lambda life, c: len(c.met) > 2),
    "an order in five campaigns": _choice(lambda life, c: len(c.met) > 4),
    "campaigns that tie but for their priority": _tied(same_priority=False),
    "campaigns that tie but for their id": _tied(same_priority=True),
    "several campaigns that all count": _choice(
        lambda life, c: len([b for b in c.given if b.points]) > 1
    ),
    "a limit that cuts a bonus": _cut(to_nothing=False),
    "a limit that leaves no bonus": _cut(to_nothing=True),
    "a limit that leaves nothing of the best of several": _choice(_best_gives_nothing),
    "a campaign for a tier held then and not today": _met(_not_today),
    "a campaign for those targeted": _met(lambda life, b: b.campaign.audience != "all"),
    "an order of just the least amount": _met(
        lambda life, b: b.order.amount_cents == b.campaign.min_order_amount_cents
    ),
    "an order of nothing that is given points": _given(
        lambda b: not b.order.amount_cents
    ),
    "a bonus in another wallet": _given(lambda b: b.campaign.wallet != "main"),
    "a bonus that multiplies": _given(lambda b: b.campaign.multiplier),
    "campaigns and an order of the control group": _of_control,
    "a clawback of a campaign's bonus": clawback(
        lambda entry, gave, _: gave.entry_type == "campaign_bonus"
    ),
}
