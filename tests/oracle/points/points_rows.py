"""A member's rows of the tables of points."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache

from tests.oracle.facts.member_history import MemberHistory
from tests.oracle.local_days import local_day
from tests.oracle.points.balance_rows import member_points_row
from tests.oracle.points.debits import all_debits
from tests.oracle.points.member_credits import TierOn, all_credits
from tests.oracle.points.wallet_book import SeenAt, WalletBook, wallet_book
from tests.oracle.rules.versions import Rules
from tests.oracle.tables.points_rows import (
    MemberPointsRow,
    PointsAllocationsRow,
    PointsLedgerRow,
)


@dataclass
class PointsRows:
    """Rows of `points_ledger`, `points_allocations` and `member_points`."""

    ledger: list[PointsLedgerRow] = field(default_factory=list)
    allocations: list[PointsAllocationsRow] = field(default_factory=list)
    balances: list[MemberPointsRow] = field(default_factory=list)


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


def _ledger(
    book: WalletBook, member_id: str, seen_at: SeenAt
) -> Iterator[PointsLedgerRow]:
    outstanding = 0
    for entry in book.entries:
        outstanding += entry.points
        yield PointsLedgerRow(
            entry_id=entry.entry_id,
            member_id=member_id,
            wallet=book.wallet,
            entry_type=entry.entry_type,
            points=entry.points,
            occurred_at=entry.occurred_at,
            available_at=entry.available_at,
            expires_at=entry.expires_at,
            source_id=entry.source_id,
            campaign_id=entry.campaign_id,
            rule_version=entry.version,
            outstanding_after=outstanding,
            is_scheduled=not seen_at(entry.occurred_at),
        )


def _allocations(book: WalletBook, member_id: str) -> Iterator[PointsAllocationsRow]:
    """A debit that became a debt counts against the lots that paid it later."""
    for payment in book.at_last.paid:
        paid = (payment.lot, payment.debit, member_id, book.wallet, payment.points)
        yield PointsAllocationsRow(*paid)
    for expiry in book.at_last.expired:
        name = expiry.lot.name
        gone = (name, f"expire:{name}", member_id, book.wallet, expiry.points)
        yield PointsAllocationsRow(*gone)
