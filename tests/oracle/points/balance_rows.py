"""What a wallet comes to at the end of `as_of`, and what it loses next."""

from collections.abc import Callable
from datetime import date, datetime

from tests.oracle.points.wallet_book import Entry, SeenAt, WalletBook
from tests.oracle.tables.points_rows import MemberPointsRow

# Entry types that each sum shows; what is taken is shown as a positive number.
GIVEN = {"earn", "tier_bonus", "campaign_bonus", "event"}
SPENT = {"redeem", "reinstate"}


def member_points_row(
    book: WalletBook, member_id: str, as_of: date, seen_at: SeenAt
) -> MemberPointsRow:
    """Return a row of `member_points`.

    What is pending and what is available are counted lot by lot, not subtracted.
    """
    seen = [entry for entry in book.entries if seen_at(entry.occurred_at)]
    pending = sum(lot.size for lot in book.lots if not seen_at(lot.credit.available_at))
    next_at, next_points = _next_expiry(book, seen_at)
    return MemberPointsRow(
        member_id=member_id,
        wallet=book.wallet,
        as_of=as_of,
        outstanding=_sum(seen, lambda _: True),
        pending=pending,
        available=book.now.available(),
        earned=_sum(seen, lambda kind: kind in GIVEN),
        redeemed=-_sum(seen, lambda kind: kind in SPENT),
        expired=-_sum(seen, lambda kind: kind == "expire"),
        clawed_back=-_sum(seen, lambda kind: kind == "clawback"),
        adjusted=_sum(seen, lambda kind: kind == "adjust"),
        next_expiry_at=next_at,
        next_expiry_points=next_points,
    )


def _sum(entries: list[Entry], wanted: Callable[[str], bool]) -> int:
    return sum(entry.points for entry in entries if wanted(entry.entry_type))


def _next_expiry(
    book: WalletBook, seen_at: SeenAt
) -> tuple[datetime | None, int | None]:
    """Return when points expire next, and how many; what comes is only expiries."""
    coming = [entry for entry in book.entries if not seen_at(entry.occurred_at)]
    if not coming:
        return None, None
    soonest = coming[0].occurred_at
    return soonest, -sum(e.points for e in coming if e.occurred_at == soonest)
