"""Features of uses of benefits, and of rewards that points were redeemed for."""

from collections.abc import Callable
from typing import Any

from tests.histories.coverage.feature import Feature, waits
from tests.histories.coverage.replayed_life import ReplayedLife
from tests.oracle.facts.feeds import BenefitUse, Redemption


def _used(has: Callable[[BenefitUse], object]) -> Feature:
    """Whether the use of a campaign is like this."""

    def found(life: ReplayedLife) -> bool:
        uses: list[Any] = list(life.standing("benefit_uses"))
        names = {f"campaign:{c.campaign_id}" for c in life.world.campaigns}
        return any(has(use) for use in uses if use.benefit_code in names)

    return found


def _redeemed(has: Callable[[ReplayedLife, Redemption], object]) -> Feature:
    return lambda life: any(
        has(life, item)
        for _, item in (life.history.redemptions if life.history else [])
    )


def _is_known(life: ReplayedLife, item: Redemption) -> bool:
    return item.reward in {reward.code for reward in life.rules.rewards}


FEATURES: dict[str, Feature] = {
    "a use of a campaign with an order": _used(lambda use: use.order_id),
    "a use of a campaign without an order": _used(lambda use: not use.order_id),
    "a use of an unknown member": waits("benefit_uses", "member"),
    "a target of an unknown member": waits("campaign_targets", "member"),
    "a reward redeemed": _redeemed(_is_known),
    "a reward redeemed that nobody knows": _redeemed(
        lambda life, item: item.reward and not _is_known(life, item)
    ),
    "a reward whose redemption was cancelled": _redeemed(
        lambda life, item: item.reward and item.cancelled_at
    ),
}
