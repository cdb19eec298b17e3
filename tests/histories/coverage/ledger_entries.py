"""Troubles of single entries: what they are, when they are, and of which wallet."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from tests.histories.coverage.instants_and_days import Feature, waits
from tests.histories.coverage.replayed_life import Seen
from tests.histories.generate.points_rules import BRIEF, KEPT
from tests.oracle.points.wallet_book import Book, Entry
from tests.oracle.points.wallet_line import CREDIT, DEBIT, EXPIRE

_DAY = timedelta(days=1)
TYPES = (
    *("earn", "tier_bonus", "campaign_bonus", "event", "adjust", "reinstate"),
    *("redeem", "clawback", "expire"),
)


def _of_type(kind: str, has: Callable[[Seen, Entry], object]) -> Feature:
    """Whether a member has an entry of a type that is like this."""
    return lambda s: any(
        entry.entry_type == kind and has(s, entry)
        for book in s.books
        for entry in book.entries
    )


def _in_wallet(name: str) -> Feature:
    return lambda s: any(book.wallet == name for book in s.books)


def _steps(book: Book) -> Iterator[tuple[datetime, int]]:
    """When points come, go and are spent."""
    yield from ((lot.credit.available_at, CREDIT) for lot in book.lots)
    for entry in book.entries:
        if entry.phase != CREDIT:
            yield entry.occurred_at, entry.phase


def _together(*phases: int) -> Feature:
    """Whether so much happens in a wallet at one instant."""

    def has(s: Seen) -> object:
        for book in s.books:
            counts = Counter(_steps(book))
            instants = {at for at, _ in counts}
            if any(
                all(counts[at, phase] >= phases.count(phase) for phase in phases)
                for at in instants
            ):
                return True
        return False

    return has


def _beyond_cap(s: Seen) -> object:
    """An event of a kind that has points, and none for this one."""
    given = {entry.entry_id for book in s.books for entry in book.entries}
    return any(
        event.kind in s.rules.version_on(day).events
        and f"event:{event.event_id}" not in given
        for day, event in (s.history.events if s.history else [])
    )


def _bonus_withheld(s: Seen) -> object:
    """An order of the control group at a tier that multiplies."""
    return (
        s.history
        and s.history.member.control_group
        and any(
            s.rules.version_on(day).multipliers.get(s.tier_on(day), 1) > 1
            for day, _ in s.history.orders
        )
    )


def _withdrawn(feed: str, name: str) -> Feature:
    def has(s: Seen) -> object:
        rows: list[Any] = getattr(s.life.facts, feed)
        standing: list[Any] = list(s.standing(feed))
        return {getattr(r, name) for r in rows} - {getattr(r, name) for r in standing}

    return has


FEATURES: dict[str, Feature] = {
    **{f"an entry {kind}": _of_type(kind, lambda s, e: True) for kind in TYPES},
    "points taken by hand": _of_type("adjust", lambda s, e: e.points < 0),
    "an expiry foreseen": _of_type(
        "expire", lambda s, e: s.world.day_of(e.occurred_at) > s.world.as_of
    ),
    "an expiry on a day of 23 or 25 hours": _of_type(
        "expire", lambda s, e: s.world.lasts(s.world.day_of(e.occurred_at)) != _DAY
    ),
    "an expiry on a version's first day": _of_type(
        "expire", lambda s, e: s.world.day_of(e.occurred_at) in s.world.edges
    ),
    "points of a wallet that is soon empty": _in_wallet(BRIEF),
    "points of a wallet without an end": _in_wallet(KEPT),
    "an expiry, a credit and a debit at one instant": _together(EXPIRE, CREDIT, DEBIT),
    "an expiry and a debit at one instant": _together(EXPIRE, DEBIT),
    "an expiry and a credit at one instant": _together(EXPIRE, CREDIT),
    "two expiries at one instant": _together(EXPIRE, EXPIRE),
    "two credits available at one instant": _together(CREDIT, CREDIT),
    "two debits at one instant": _together(DEBIT, DEBIT),
    "an event beyond its day's number": _beyond_cap,
    "no bonus for the control group": _bonus_withheld,
    "a redemption of an unknown member": waits("redemptions", "member"),
    "a redemption of an unknown wallet": waits("redemptions", "wallet"),
    "a redemption withdrawn": _withdrawn("redemptions", "redemption_id"),
    "an adjustment of an unknown member": waits("adjustments", "member"),
    "an adjustment of an unknown wallet": waits("adjustments", "wallet"),
    "an adjustment withdrawn": _withdrawn("adjustments", "adjustment_id"),
}
