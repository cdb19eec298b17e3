"""A member's rows of the tables of points."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from tests.oracle.facts.member_history import MemberHistory
from tests.oracle.local_days import local_day
from tests.oracle.points.balance_rows import member_points_row
from tests.oracle.points.debits import all_debits
from tests.oracle.points.member_credits import TierOn, all_credits
from tests.oracle.points.wallet_book import SeenAt, WalletBook, wallet_book
from tests.oracle.rules.versions import Rules

Line = tuple[Any, ...]


@dataclass
class PointsRows:
    """Rows of `points_ledger`, `points_allocations` and `member_points`."""

    ledger: list[Line] = field(default_factory=list)
    allocations: list[Line] = field(default_factory=list)
    balances: list[Line] = field(default_factory=list)


def points_rows(
    history: MemberHistory, rules: Rules, tier_on: TierOn, as_of: date
) -> PointsRows:
    """Write down the rows of each book."""
    member_id, seen_at = history.member.member_id, seen_until(as_of, rules)
    points = PointsRows()
    for book in wallet_books(history, rules, tier_on, seen_at):
        points.ledger.extend(_ledger(book, member_id, seen_at))
        points.allocations.extend(_allocations(book, member_id))
        points.balances.append(member_points_row(book, member_id, as_of, seen_at))
    return points


def wallet_books(
    history: MemberHistory, rules: Rules, tier_on: TierOn, seen_at: SeenAt
) -> list[WalletBook]:
    """Keep a book of each wallet; `main` is always there, others once they are used."""
    credited = all_credits(history, rules, tier_on)
    debits = all_debits(history, rules, credited)
    used = {credit.wallet for credit in credited} | {debit.wallet for debit in debits}
    wallets = sorted({"main"} | used)
    return [wallet_book(wallet, credited, debits, seen_at) for wallet in wallets]


def seen_until(as_of: date, rules: Rules) -> SeenAt:
    """Return what tells the instants up to the end of a local day."""

    @cache
    def seen_at(instant: datetime) -> bool:
        return local_day(instant, rules.timezone) <= as_of

    return seen_at


def _ledger(book: WalletBook, member_id: str, seen_at: SeenAt) -> Iterator[Line]:
    outstanding = 0
    for entry in book.entries:
        outstanding += entry.points
        at = entry.occurred_at
        yield (
            *(entry.entry_id, member_id, book.wallet, entry.entry_type, entry.points),
            *(at, entry.available_at, entry.expires_at),
            *(entry.source_id, entry.campaign_id, entry.version),
            *(outstanding, not seen_at(at)),
        )


def _allocations(book: WalletBook, member_id: str) -> Iterator[Line]:
    """A debit that became a debt counts against the lots that paid it later."""
    for lot, debit, points in book.at_last.paid:
        yield lot, debit, member_id, book.wallet, points
    for expired, points in book.at_last.expired:
        yield (
            *(expired.name, f"expire:{expired.name}"),
            *(member_id, book.wallet, points),
        )
