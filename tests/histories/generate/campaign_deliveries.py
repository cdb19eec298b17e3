"""How the rows of a campaign land: once, withdrawn, shortened, or as any fact."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from tests.histories.generate.deliveries import Stamp, deliver
from tests.histories.generate.world import World
from tests.oracle.facts.feeds import Campaign

Deliver = Callable[[Random, World, Campaign], list[Campaign]]

_DAY = timedelta(days=1)


def delivered_once(random: Random, world: World, campaign: Campaign) -> list[Campaign]:
    """As it is."""
    del random
    return [replace(campaign, **Stamp(0).marks(world.landing_days))]


def delivered_and_withdrawn(
    random: Random, world: World, campaign: Campaign
) -> list[Campaign]:
    """As it is, and then no more."""
    (row,) = delivered_once(random, world, campaign)
    gone = Stamp(1).marks(world.landing_days)
    return [row, replace(row, **gone, deleted_at=world.midnight(world.as_of))]


def shortened(random: Random, world: World, campaign: Campaign) -> list[Campaign]:
    """From years before on, and then as it is."""
    (row,) = delivered_once(random, world, campaign)
    longer = replace(row, starts_at=row.starts_at - 900 * _DAY)
    return [longer, replace(row, **Stamp(1).marks(world.landing_days))]


def as_any_fact(random: Random, world: World, campaign: Campaign) -> list[Campaign]:
    """As any fact, perhaps with other terms before."""
    befores: list[dict[str, Any]] = [
        {"ends_at": campaign.ends_at + 30 * _DAY},
        {"starts_at": campaign.starts_at - 30 * _DAY},
        {"kind": "exclusive_event"},
        {"audience": "targeted"},
        {"wallet": "lost"},
        {"min_tier": "emerald"},
        {"priority": 9},
    ]
    return deliver(random, world.landing_days, campaign, **random.choice(befores))
