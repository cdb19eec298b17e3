"""Features at the edges of campaigns, in time and terms: what only just applies."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta

from tests.histories.coverage.feature import Feature
from tests.histories.coverage.replayed_life import ReplayedLife
from tests.oracle.campaigns.audience import waits_for
from tests.oracle.campaigns.order_bonuses import Bonus
from tests.oracle.facts.delivered_row import newest
from tests.oracle.facts.feeds import Campaign

_SECOND = timedelta(seconds=1)


def _met(has: Callable[[Bonus], object]) -> Feature:
    return lambda life: any(
        has(bonus)
        for choice in (
            life.orders_in_campaigns.choices if life.orders_in_campaigns else []
        )
        for bonus in choice.met
    )


def _missed(
    campaigns: Callable[[ReplayedLife], Iterable[Campaign]],
    has: Callable[[Bonus], object] = lambda bonus: True,
) -> Feature:
    """Whether an order would meet a campaign if there were such campaigns."""
    return lambda life: (
        life.orders_in_campaigns
        and any(map(has, life.orders_in_campaigns.missed(campaigns(life))))
    )


def _own(
    change: Callable[[Campaign], Campaign],
) -> Callable[[ReplayedLife], list[Campaign]]:
    """The campaigns addressed to a member, changed."""
    return lambda life: [*map(change, life.history.campaigns)] if life.history else []


def _cheaper(campaign: Campaign) -> Campaign:
    least = campaign.min_order_amount_cents or 0
    return replace(campaign, min_order_amount_cents=least - 1)


def _withdrawn(life: ReplayedLife) -> list[Campaign]:
    rows = sorted(life.world.campaigns, key=Campaign.recency)
    last = {row.campaign_id: row for row in rows}
    return [
        row
        for row in last.values()
        if row.deleted_at and not waits_for(row, life.rules)
    ]


def _previous_rows(life: ReplayedLife) -> list[Campaign]:
    """The campaigns that stand as they were before they were corrected."""
    stand = newest(life.world.campaigns, "campaign_id")
    names = {row.campaign_id for row in stand}
    rows = [row for row in life.world.campaigns if row.campaign_id in names]
    return [row for row in rows if row not in stand and not waits_for(row, life.rules)]


def _others(life: ReplayedLife) -> list[Campaign]:
    """The campaigns that are addressed to others."""
    stand = newest(life.world.campaigns, "campaign_id")
    return [row for row in stand if not waits_for(row, life.rules)]


def _waiting_for(what: str) -> Callable[[ReplayedLife], list[Campaign]]:
    """The campaigns that wait for something, as if they asked for no tier."""
    return lambda life: [
        replace(row, min_tier=None)
        for row in newest(life.world.campaigns, "campaign_id")
        if waits_for(row, life.rules) == what
    ]


_EARLIER = _own(lambda c: replace(c, starts_at=c.starts_at - _SECOND))
_LATER = _own(lambda c: replace(c, ends_at=c.ends_at + _SECOND))
_CHEAPER = _own(_cheaper)
_FREE = _own(lambda c: replace(c, min_tier=None))

FEATURES: dict[str, Feature] = {
    "an order when a campaign starts": _met(
        lambda b: b.order.ordered_at == b.campaign.starts_at
    ),
    "an order when a campaign ends": _met(
        lambda b: b.order.ordered_at == b.campaign.ends_at
    ),
    "an order a second before a campaign": _missed(
        _EARLIER, lambda b: b.order.ordered_at == b.campaign.starts_at
    ),
    "an order a second after a campaign": _missed(
        _LATER, lambda b: b.order.ordered_at == b.campaign.ends_at
    ),
    "an order a cent too small for a campaign": _missed(_CHEAPER),
    "an order of a tier too low for a campaign": _missed(_FREE),
    "an order in a campaign for others": _missed(_others),
    "an order in a campaign withdrawn": _missed(_withdrawn),
    "an order in a campaign before it was corrected": _missed(_previous_rows),
    "an order in a campaign of an unknown wallet": _missed(_waiting_for("wallet")),
    "an order in a campaign of an unknown tier": _missed(_waiting_for("tier")),
}
