"""Features of single entries: what they are, when they are, and of which wallet."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from tests.histories.coverage.feature import Feature, waits
from tests.histories.coverage.replayed_life import ReplayedLife
from tests.histories.generate.points_rules import ENDLESS_WALLET, SHORT_WALLET
from tests.oracle.points.wallet_book import Entry, WalletBook
from tests.oracle.points.wallet_line import CREDIT, DEBIT, EXPIRE

_DAY = timedelta(days=1)
TYPES = (
    *("earn", "tier_bonus", "campaign_bonus", "event", "adjust", "reinstate"),
    *("redeem", "clawback", "expire"),
)


def _of_type(kind: str, has: Callable[[ReplayedLife, Entry], object]) -> Feature:
    """Whether a member has an entry of a type that is like this."""
    return lambda life: any(
        entry.entry_type == kind and has(life, entry)
        for book in life.books
        for entry in book.entries
    )


def _in_wallet(name: str) -> Feature:
    return lambda life: any(book.wallet == name for book in life.books)


def _steps(book: WalletBook) -> Iterator[tuple[datetime, int]]:
    """When points come, go and are spent."""
    yield from ((lot.credit.available_at, CREDIT) for lot in book.lots)
    for entry in book.entries:
        if entry.phase != CREDIT:
            yield entry.occurred_at, entry.phase


def _together(*phases: int) -> Feature:
    """Whether so much happens in a wallet at one instant."""

    def has(life: ReplayedLife) -> object:
        for book in life.books:
            counts = Counter(_steps(book))
            instants = {at for at, _ in counts}
            if any(
                all(counts[at, phase] >= phases.count(phase) for phase in phases)
                for at in instants
            ):
                return True
        return False

    return has


def _beyond_cap(life: ReplayedLife) -> object:
    """An event of a kind that has points, and none for this one."""
    given = {entry.entry_id for book in life.books for entry in book.entries}
    return any(
        event.kind in life.rules.version_on(day).events
        and f"event:{event.event_id}" not in given
        for day, event in (life.history.events if life.history else [])
    )


def _bonus_withheld(life: ReplayedLife) -> object:
    """An order of the control group at a tier that multiplies."""
    return (
        life.history
        and life.history.member.control_group
        and any(
            life.rules.version_on(day).multipliers.get(life.tier_on(day), 1) > 1
            for day, _ in life.history.orders
        )
    )


def _withdrawn(feed: str, name: str) -> Feature:
    def has(life: ReplayedLife) -> object:
        rows: list[Any] = getattr(life.life.facts, feed)
        standing: list[Any] = list(life.standing(feed))
        return {getattr(r, name) for r in rows} - {getattr(r, name) for r in standing}

    return has


FEATURES: dict[str, Feature] = {
    **{f"an entry {kind}": _of_type(kind, lambda life, e: True) for kind in TYPES},
    "points taken by hand": _of_type("adjust", lambda life, e: e.points < 0),
    "an expiry foreseen": _of_type(
        "expire", lambda life, e: life.world.day_of(e.occurred_at) > life.world.as_of
    ),
    "an expiry on a day of 23 or 25 hours": _of_type(
        "expire",
        lambda life, e: life.world.length_of(life.world.day_of(e.occurred_at)) != _DAY,
    ),
    "an expiry on a version's first day": _of_type(
        "expire",
        lambda life, e: life.world.day_of(e.occurred_at) in life.world.version_starts,
    ),
    "points of a wallet that is soon empty": _in_wallet(SHORT_WALLET),
    "points of a wallet without an end": _in_wallet(ENDLESS_WALLET),
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
