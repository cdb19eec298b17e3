"""The members that a campaign is for, and those who could have had it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tests.oracle.benefits.campaign_benefits import campaign_days
from tests.oracle.facts.feeds import Campaign, Facts
from tests.oracle.facts.member_history import MemberHistory
from tests.oracle.rules.versions import Rules
from tests.oracle.tiers.daily_tiers import Interval


@dataclass(frozen=True)
class ProgrammeOnDay:
    """All that is known on a day, and the tiers held by each known member."""

    facts: Facts
    rules: Rules
    as_of: date
    members: Mapping[str, MemberHistory]
    held: Mapping[str, Sequence[Interval]]


def targeted(campaign: Campaign, programme: ProgrammeOnDay) -> list[MemberHistory]:
    """Return the known members to whom a campaign is addressed, control or not."""
    members = programme.members.values()
    return [history for history in members if campaign in history.campaigns]


def eligible(campaign: Campaign, programme: ProgrammeOnDay) -> list[MemberHistory]:
    """Return those outside the control group who could have had it until now.

    On one of its days, not before the registration, they held the tier it asks for.
    """
    rank = programme.rules.rank_of(campaign.min_tier)
    first, last = campaign_days(campaign, programme.rules)
    last = min(last, programme.as_of.toordinal())
    return [
        history
        for history in targeted(campaign, programme)
        if not history.member.control_group
        and any(
            part.rank >= rank and _meets(part, first, last)
            for part in programme.held[history.member.member_id]
        )
    ]


def _meets(part: Interval, first: int, last: int) -> bool:
    """Tell whether an interval has one of the days, both ends included."""
    begins = max(first, part.valid_from)
    return begins <= last and (part.valid_to is None or begins < part.valid_to)
