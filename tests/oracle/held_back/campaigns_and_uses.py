"""What waits of that which members are offered: campaigns, their targets, uses."""

from collections.abc import Iterator
from datetime import date

from tests.oracle.campaigns.audience import waits_for
from tests.oracle.facts.delivered_row import newest
from tests.oracle.facts.feeds import Facts
from tests.oracle.local_days import local_day
from tests.oracle.rules.versions import Rules
from tests.oracle.tables.benefit_rows import HeldBackRow


def campaigns_waiting(facts: Facts, rules: Rules) -> Iterator[HeldBackRow]:
    """A campaign is seen before it starts: whatever it names is missed at once."""
    for campaign in newest(facts.campaigns, "campaign_id"):
        missing = waits_for(campaign, rules)
        if missing:
            yield HeldBackRow(
                "campaigns", campaign.campaign_id, missing, campaign.landed_on
            )


def targets_waiting(facts: Facts, members: set[str]) -> Iterator[HeldBackRow]:
    """When somebody was targeted is information only: a target is always seen.

    A campaign that waits itself is known.
    """
    campaigns = {item.campaign_id for item in newest(facts.campaigns, "campaign_id")}
    for target in newest(facts.campaign_targets, "campaign_id", "member_id"):
        key = f"{target.campaign_id}:{target.member_id}"
        if target.member_id not in members:
            yield HeldBackRow("campaign_targets", key, "member", target.landed_on)
        elif target.campaign_id not in campaigns:
            yield HeldBackRow("campaign_targets", key, "campaign", target.landed_on)


def uses_waiting(
    facts: Facts, rules: Rules, as_of: date, members: set[str]
) -> Iterator[HeldBackRow]:
    """A use waits for its member only: a code or an order that is unknown is text."""
    for use in newest(facts.benefit_uses, "use_id"):
        seen = local_day(use.used_at, rules.timezone) <= as_of
        if seen and use.member_id not in members:
            yield HeldBackRow("benefit_uses", use.use_id, "member", use.landed_on)
