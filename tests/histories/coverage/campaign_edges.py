"""Troubles at the edges of campaigns, in time and otherwise: what only just applies."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta

from tests.histories.coverage.instants_and_days import Feature
from tests.histories.coverage.replayed_life import Seen
from tests.oracle.campaigns.audience import lacks
from tests.oracle.campaigns.order_bonuses import Bonus
from tests.oracle.facts.delivered_row import newest
from tests.oracle.facts.feeds import Campaign

_SECOND = timedelta(seconds=1)


def _met(has: Callable[[Bonus], object]) -> Feature:
    return lambda s: any(
        has(bonus)
        for choice in (s.promoted.choices if s.promoted else [])
        for bonus in choice.met
    )


def _missed(
    campaigns: Callable[[Seen], Iterable[Campaign]],
    has: Callable[[Bonus], object] = lambda bonus: True,
) -> Feature:
    """Whether an order would meet a campaign if there were such campaigns."""
    return lambda s: s.promoted and any(map(has, s.promoted.missed(campaigns(s))))


def _own(change: Callable[[Campaign], Campaign]) -> Callable[[Seen], list[Campaign]]:
    """The campaigns addressed to a member, changed."""
    return lambda s: [*map(change, s.history.campaigns)] if s.history else []


def _cheaper(campaign: Campaign) -> Campaign:
    least = campaign.min_order_amount_cents or 0
    return replace(campaign, min_order_amount_cents=least - 1)


def _withdrawn(s: Seen) -> list[Campaign]:
    rows = sorted(s.world.campaigns, key=Campaign.recency)
    last = {row.campaign_id: row for row in rows}
    return [row for row in last.values() if row.deleted_at and not lacks(row, s.rules)]


def _former(s: Seen) -> list[Campaign]:
    """The campaigns that stand as they were before they were corrected."""
    stand = newest(s.world.campaigns, "campaign_id")
    names = {row.campaign_id for row in stand}
    rows = [row for row in s.world.campaigns if row.campaign_id in names]
    return [row for row in rows if row not in stand and not lacks(row, s.rules)]


def _others(s: Seen) -> list[Campaign]:
    """The campaigns that are addressed to others."""
    stand = newest(s.world.campaigns, "campaign_id")
    return [row for row in stand if not lacks(row, s.rules)]


def _lacking(what: str) -> Callable[[Seen], list[Campaign]]:
    """The campaigns that wait for something, as if they asked for no tier."""
    return lambda s: [
        replace(row, min_tier=None)
        for row in newest(s.world.campaigns, "campaign_id")
        if lacks(row, s.rules) == what
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
    "an order in a campaign before it was corrected": _missed(_former),
    "an order in a campaign of an unknown wallet": _missed(_lacking("wallet")),
    "an order in a campaign of an unknown tier": _missed(_lacking("tier")),
}
