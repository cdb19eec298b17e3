"""What a member could have on a day, before the best of a group is chosen."""

from dataclasses import dataclass
from typing import NamedTuple

from tests.oracle.facts.member_history import MemberHistory
from tests.oracle.rules.versions import Rules
from tests.oracle.tiers.daily_tiers import Interval


class Days(NamedTuple):
    """The first day and the one after the last, None where there is no such day."""

    first: int | None
    end: int | None


@dataclass(frozen=True)
class MemberOnDay:
    """A member on a day, with the whole interval of the tier held then."""

    history: MemberHistory
    rules: Rules
    held: Interval
    score: int
    day: int


@dataclass(frozen=True)
class Offer:
    """A benefit with its value for the member and the days it is offered on."""

    code: str
    kind: str
    value_bp: int | None
    amount_cents: int | None
    source: str
    group: str | None
    priority: int
    days: Days

    def value(self) -> int:
        """Return what counts within a group: the money, or else the share."""
        if self.amount_cents is not None:
            return self.amount_cents
        return self.value_bp or 0


def while_held(held: Interval, days: Days) -> Days:
    """Return the days that an offer and a tier have in common."""
    ends = [day for day in (held.valid_to, days.end) if day is not None]
    begins = [day for day in (held.valid_from, days.first) if day is not None]
    return Days(max(begins), min(ends, default=None))
