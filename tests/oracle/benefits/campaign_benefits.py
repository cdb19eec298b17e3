"""The campaigns that give no points: benefits for as long as they are on."""

from collections.abc import Iterator
from fractions import Fraction

from tests.oracle.benefits.offer import MemberOnDay, Offer, while_held
from tests.oracle.exact_numbers import whole
from tests.oracle.facts.feeds import Campaign
from tests.oracle.points.credit import day_of
from tests.oracle.rules.versions import Rules

# What each kind of campaign is as a benefit.
KINDS = {"discount": "discount", "exclusive_event": "event_access"}


def campaign_days(campaign: Campaign, rules: Rules) -> tuple[int, int]:
    """Return the first and the last local day of which a campaign has some part."""
    return day_of(campaign.starts_at, rules), day_of(campaign.ends_at, rules)


def offers_of_campaigns(member: MemberOnDay) -> Iterator[Offer]:
    """Yield those that are on for some part of the day."""
    for campaign in member.history.campaigns:
        if campaign.kind not in KINDS:
            continue
        first, last = campaign_days(campaign, member.rules)
        needed = member.rules.rank_of(campaign.min_tier)
        if first <= member.day <= last and member.held.rank >= needed:
            yield _offer(campaign, member, (first, last + 1))


def _offer(campaign: Campaign, member: MemberOnDay, days: tuple[int, int]) -> Offer:
    share = None
    if campaign.kind == "discount":
        share = whole((campaign.discount or Fraction(0)) * 10000)
    what = (f"campaign:{campaign.campaign_id}", KINDS[campaign.kind], share, None)
    bounded = while_held(member.held, days)
    return Offer(*what, "campaign", campaign.benefit_group, campaign.priority, bounded)
