"""The book of one wallet: its entries in order, and who paid for what."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from tests.oracle.points.debits import Debit
from tests.oracle.points.lots import Lot, lots_in_line
from tests.oracle.points.member_credits import Credit
from tests.oracle.points.wallet_line import (
    CREDIT,
    DEBIT,
    EXPIRE,
    Step,
    WalletLine,
    steps,
)

# Whether an instant is of a day up to `as_of`.
SeenAt = Callable[[datetime], bool]


@dataclass(frozen=True)
class Entry:
    """One line of the ledger, signed; only a credit says from and until when."""

    occurred_at: datetime
    phase: int
    entry_id: str
    entry_type: str
    points: int
    available_at: datetime | None
    expires_at: datetime | None
    source_id: str
    campaign_id: str | None
    version: int


@dataclass(frozen=True)
class WalletBook:
    """A wallet's lots and entries, and its line now and when all has expired."""

    wallet: str
    lots: list[Lot]
    entries: list[Entry]
    now: WalletLine
    at_last: WalletLine


def wallet_book(
    wallet: str, credited: Iterable[Credit], debits: Iterable[Debit], seen_at: SeenAt
) -> WalletBook:
    """Take a wallet's steps one by one, up to now and on until nothing is left."""
    taken = [debit for debit in debits if debit.wallet == wallet]
    lots = lots_in_line(
        [credit for credit in credited if credit.wallet == wallet], taken
    )
    in_order = steps(lots, taken)
    now = _walked(step for step in in_order if seen_at(step[0][0]))
    at_last = _walked(in_order)
    entries = sorted(
        _entries(lots, taken, at_last),
        key=lambda e: (e.occurred_at, e.phase, e.entry_id),
    )
    return WalletBook(wallet, lots, entries, now, at_last)


def _walked(in_order: Iterable[Step]) -> WalletLine:
    line = WalletLine()
    for step in in_order:
        line.take(step)
    return line


def _entries(
    lots: Iterable[Lot], debits: Sequence[Debit], at_last: WalletLine
) -> Iterator[Entry]:
    """A credit shows all its points: what was clawed back has entries of its own."""
    for lot in lots:
        gave = lot.credit
        what = (gave.entry_id, gave.entry_type, gave.points, gave.available_at)
        source = (lot.ends, gave.source_id, gave.campaign_id, gave.version.number)
        yield Entry(gave.occurred_at, CREDIT, *what, *source)
    for debit in debits:
        named = (debit.entry_id, debit.entry_type, -debit.points, None, None)
        source_of = (debit.source_id, None, debit.version.number)
        yield Entry(debit.occurred_at, DEBIT, *named, *source_of)
    for lot, points in at_last.expired:
        if lot.ends:
            expire = (f"expire:{lot.name}", "expire", -points, None, None)
            whose = (lot.name, None, lot.credit.version.number)
            yield Entry(lot.ends, EXPIRE, *expire, *whose)
