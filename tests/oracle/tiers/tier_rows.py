"""A member's rows of the tables of tiers."""

from datetime import date

from tests.oracle.rules.versions import Rules, Version
from tests.oracle.scores.daily_scores import DayScore
from tests.oracle.tables.tier_rows import MemberTierHistoryRow, MemberTiersRow
from tests.oracle.tiers.daily_tiers import Interval


def tier_history_rows(
    member_id: str, rules: Rules, held: list[Interval], today: int
) -> list[MemberTierHistoryRow]:
    """Return one row for each interval of equal rank."""
    codes = ["none", *(tier.code for tier in rules.versions[0].tiers)]
    return [
        MemberTierHistoryRow(
            member_id=member_id,
            tier_code=codes[part.rank],
            tier_rank=part.rank,
            valid_from=date.fromordinal(part.valid_from),
            valid_to=_date(part.valid_to),
            is_scheduled=part.valid_from > today,
        )
        for part in held
    ]


def member_tier_row(
    member_id: str, version: Version, held: list[Interval], now: DayScore
) -> MemberTiersRow:
    """Return where a member stands today, until when, and what comes next."""
    current = [part for part in held if part.valid_from <= now.day][-1]
    rank = current.rank
    losses = [p.valid_from for p in held if p.valid_from > now.day and p.rank < rank]
    tier = version.tiers[rank - 1] if rank > 0 else None
    following = version.tiers[rank] if rank < len(version.tiers) else None
    missing = max(0, following.lowest_score() - now.score) if following else None
    return MemberTiersRow(
        member_id=member_id,
        as_of=date.fromordinal(now.day),
        tier_code=tier.code if tier else "none",
        tier_name=tier.name if tier else "none",
        tier_rank=rank,
        score_hundredths=now.score,
        tier_since=date.fromordinal(current.valid_from),
        tier_until=_date(min(losses, default=None)),
        next_tier_code=following.code if following else None,
        score_hundredths_to_next=missing,
    )


def _date(day: int | None) -> date | None:
    return None if day is None else date.fromordinal(day)
