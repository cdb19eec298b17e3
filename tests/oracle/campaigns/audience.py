"""Which campaigns wait for nothing, and to whom each is addressed."""

from collections.abc import Collection, Iterator

from tests.oracle.facts.delivered_row import newest
from tests.oracle.facts.feeds import Campaign, Facts
from tests.oracle.rules.versions import Rules


def waits_for(campaign: Campaign, rules: Rules) -> str | None:
    """Return what a campaign waits for: its tier before its wallet, None for nothing.

    Any campaign waits so, also one that gives no points.
    """
    first = rules.versions[0]
    codes = {tier.code for tier in first.tiers}
    if campaign.min_tier is not None and campaign.min_tier not in codes:
        return "tier"
    return None if campaign.wallet in first.validity_days else "wallet"


def known_campaigns(facts: Facts, rules: Rules) -> list[Campaign]:
    """Return the campaigns that wait for nothing.

    They have no instant of their own: a campaign counts as its newest row has it, and
    as if it had always been so.
    """
    found = newest(facts.campaigns, "campaign_id")
    return [campaign for campaign in found if waits_for(campaign, rules) is None]


def campaigns_with_members(
    facts: Facts, rules: Rules, members: Collection[str]
) -> Iterator[tuple[Campaign, list[str]]]:
    """Yield each campaign that stands with the known members it is addressed to."""
    targets: dict[str, list[str]] = {}
    for target in newest(facts.campaign_targets, "campaign_id", "member_id"):
        if target.member_id in members:
            targets.setdefault(target.campaign_id, []).append(target.member_id)
    for campaign in known_campaigns(facts, rules):
        targeted = campaign.audience == "targeted"
        yield (
            campaign,
            targets.get(campaign.campaign_id, []) if targeted else [*members],
        )
