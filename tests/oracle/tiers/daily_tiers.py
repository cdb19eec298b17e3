"""A member's tier on every day, by granting ranks for days as they are reached."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tests.oracle.facts.member_history import MemberHistory
from tests.oracle.rules.versions import Rules, Version

# After any day that can be written: a rank granted until then is never lost.
FOREVER = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Interval:
    """Days of one rank, from the first up to and without the last (None: open)."""

    rank: int
    valid_from: int
    valid_to: int | None


def qualified_rank(version: Version, score: int) -> int:
    """Return the highest rank whose threshold the score meets, 0 for none."""
    reached = 0
    for rank, tier in enumerate(version.tiers, 1):
        if tier.met_by(score):
            reached = rank
    return reached


def horizon(history: MemberHistory, rules: Rules, as_of: int) -> int:
    """Return a day from which on nothing can change without a new fact.

    The last fact or change of rules, the window it stays in, the longest steps down of
    a rank reached until then, and the last day of a tier given by hand.
    """
    last = max(as_of, rules.versions[-1].first_day)
    days = max(version.tier_days or 0 for version in rules.versions)
    steps = len(rules.versions[0].tiers) + 1
    last += (rules.window or 0) + 2 + (days + 1) * steps
    for grant in history.grants:
        until = _until(grant.granted_until)
        if until < FOREVER:
            last = max(last, until + 2)
    return last


def daily_ranks(
    history: MemberHistory, rules: Rules, scores: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield (day, rank granted) for each (day, score), days being consecutive."""
    codes = [tier.code for tier in rules.versions[0].tiers]
    by_hand = [
        (codes.index(g.tier) + 1, g.granted_from.toordinal(), _until(g.granted_until))
        for g in history.grants
    ]
    granted_until = [0] * (len(codes) + 1)
    judged_by: Version | None = None
    judged_score = 0
    for day, score in scores:
        earned = [rank for rank, until in enumerate(granted_until) if until >= day]
        given = [rank for rank, first, last in by_hand if first <= day <= last]
        yield day, max([0, *earned, *given])
        version = rules.version_on(day)
        # Most days are like the day before.
        if judged_by is not version or judged_score != score:
            judged_by, judged_score = version, score
            reached = qualified_rank(version, score)
        _grant(granted_until, version, day, reached)


def rank_on(held: Sequence[Interval], day: int) -> int:
    """Return the rank held on a day, 0 before the first interval."""
    place = bisect_right(held, day, key=lambda part: part.valid_from)
    return held[place - 1].rank if place else 0


def _grant(granted_until: list[int], version: Version, day: int, reached: int) -> None:
    """Grant what a rank reached on a day earns, beginning with the next day."""
    for rank in range(1, reached + 1):
        if version.tier_days is None:
            until = FOREVER
        else:
            until = day + 1 + version.tier_days
            if version.one_down:
                until += (reached - rank) * version.tier_days
        granted_until[rank] = max(granted_until[rank], until)


def intervals(
    history: MemberHistory, ranks: Iterable[tuple[int, int]]
) -> list[Interval]:
    """Join equal ranks into intervals, the last one open.

    They begin on the registration day: before it nobody holds a tier.
    """
    found: list[Interval] = []
    for day, rank in ranks:
        if day < history.registered_on:
            continue
        if found and found[-1].rank == rank:
            continue
        if found:
            found[-1] = replace(found[-1], valid_to=day)
        found.append(Interval(rank, day, None))
    return found


def _until(day: date | None) -> int:
    return FOREVER if day is None else day.toordinal()
