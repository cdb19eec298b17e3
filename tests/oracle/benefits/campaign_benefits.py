"""The campaigns that give no points: benefits for as long as they are on."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from tests.oracle.benefits.offer import Days, MemberOnDay, Offer, while_held
from tests.oracle.exact_numbers import whole
from tests.oracle.facts.feeds import Campaign
from tests.oracle.points.credit import day_of
from tests.oracle.rules.versions import Rules

# What each kind of campaign is as a benefit.
KINDS = {"discount": "discount", "exclusive_event": "event_access"}


class CampaignDays(NamedTuple):
    """The first and the last local day of which a campaign has some part."""

    first: int
    last: int


def campaign_days(campaign: Campaign, rules: Rules) -> CampaignDays:
    """Return the local days of a campaign, both ends included."""
    starts_at, ends_at = campaign.starts_at, campaign.ends_at
    return CampaignDays(day_of(starts_at, rules), day_of(ends_at, rules))


def offers_of_campaigns(member: MemberOnDay) -> Iterator[Offer]:
    """Yield those that are on for some part of the day."""
    for campaign in member.history.campaigns:
        if campaign.kind not in KINDS:
            continue
        first, last = campaign_days(campaign, member.rules)
        needed = member.rules.rank_of(campaign.min_tier)
        if first <= member.day <= last and member.held.rank >= needed:
            yield _offer(campaign, member, Days(first, last + 1))


def _offer(campaign: Campaign, member: MemberOnDay, days: Days) -> Offer:
    share = None
    if campaign.kind == "discount":
        share = whole((campaign.discount or Fraction(0)) * 10000)
    what = (f"campaign:{campaign.campaign_id}", KINDS[campaign.kind], share, None)
    bounded = while_held(member.held, days)
    return Offer(*what, "campaign", campaign.benefit_group, campaign.priority, bounded)
