"""A member's rows of the tables of tiers."""

from datetime import date
from typing import Any

from tests.oracle.rules.versions import Rules, Version
from tests.oracle.scores.daily_scores import DayScore
from tests.oracle.tiers.daily_tiers import Interval

Line = tuple[Any, ...]


def tier_history_rows(
    member_id: str, rules: Rules, held: list[Interval], today: int
) -> list[Line]:
    """Return one row for each interval of equal rank."""
    codes = ["none", *(tier.code for tier in rules.versions[0].tiers)]
    lines = []
    for part in held:
        begins = date.fromordinal(part.valid_from)
        ends = _date(part.valid_to)
        scheduled = part.valid_from > today
        lines.append((member_id, codes[part.rank], part.rank, begins, ends, scheduled))
    return lines


def member_tier_row(
    member_id: str, version: Version, held: list[Interval], now: DayScore
) -> Line:
    """Return where a member stands today, until when, and what comes next."""
    current = [part for part in held if part.valid_from <= now.day][-1]
    rank, until, next_code, missing = current.rank, None, None, None
    for part in held:
        if until is None and part.valid_from > now.day and part.rank < rank:
            until = date.fromordinal(part.valid_from)
    if rank < len(version.tiers):
        following = version.tiers[rank]
        next_code = following.code
        missing = max(0, following.lowest_score() - now.score)
    code, name = "none", "none"
    if rank > 0:
        code, name = version.tiers[rank - 1].code, version.tiers[rank - 1].name
    since = date.fromordinal(current.valid_from)
    start = (member_id, date.fromordinal(now.day), code, name, rank, now.score)
    return (*start, since, until, next_code, missing)


def _date(day: int | None) -> date | None:
    return None if day is None else date.fromordinal(day)
