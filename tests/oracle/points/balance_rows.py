"""What a wallet comes to at the end of `as_of`, and what it loses next."""

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.oracle.points.wallet_book import Entry, SeenAt, WalletBook

# Entry types that each sum shows; what is taken is shown as a positive number.
GIVEN = {"earn", "tier_bonus", "campaign_bonus", "event"}
SPENT = {"redeem", "reinstate"}


def member_points_row(
    book: WalletBook, member_id: str, as_of: date, seen_at: SeenAt
) -> tuple[Any, ...]:
    """Return a row of `member_points`.

    What is pending and what is available are counted lot by lot, not subtracted.
    """
    past = [entry for entry in book.entries if seen_at(entry.occurred_at)]
    coming = [entry for entry in book.entries if not seen_at(entry.occurred_at)]
    pending = sum(lot.size for lot in book.lots if not seen_at(lot.credit.available_at))
    return (
        *(member_id, book.wallet, as_of),
        *(_sum(past, lambda _: True), pending, book.now.available()),
        _sum(past, lambda kind: kind in GIVEN),
        -_sum(past, lambda kind: kind in SPENT),
        -_sum(past, lambda kind: kind == "expire"),
        -_sum(past, lambda kind: kind == "clawback"),
        _sum(past, lambda kind: kind == "adjust"),
        *_next_expiry(coming),
    )


def _sum(entries: list[Entry], wanted: Callable[[str], bool]) -> int:
    return sum(entry.points for entry in entries if wanted(entry.entry_type))


def _next_expiry(coming: list[Entry]) -> tuple[Any, Any]:
    """Return when points expire next, and how many; what comes is only expiries."""
    if not coming:
        return None, None
    soonest = coming[0].occurred_at
    return soonest, -sum(e.points for e in coming if e.occurred_at == soonest)
