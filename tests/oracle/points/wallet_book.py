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
    source_id: str
    version: int
    available_at: datetime | None = None
    expires_at: datetime | None = None
    campaign_id: str | None = None


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
    now = _walked(step for step in in_order if seen_at(step.order.at))
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
    yield from map(_credit_entry, lots)
    yield from map(_debit_entry, debits)
    for lot, points in at_last.expired:
        if lot.ends:
            yield Entry(
                occurred_at=lot.ends,
                phase=EXPIRE,
                entry_id=f"expire:{lot.name}",
                entry_type="expire",
                points=-points,
                source_id=lot.name,
                version=lot.credit.version.number,
            )


def _credit_entry(lot: Lot) -> Entry:
    credit = lot.credit
    return Entry(
        occurred_at=credit.occurred_at,
        phase=CREDIT,
        entry_id=credit.entry_id,
        entry_type=credit.entry_type,
        points=credit.points,
        source_id=credit.source_id,
        version=credit.version.number,
        available_at=credit.available_at,
        expires_at=lot.ends,
        campaign_id=credit.campaign_id,
    )


def _debit_entry(debit: Debit) -> Entry:
    return Entry(
        occurred_at=debit.occurred_at,
        phase=DEBIT,
        entry_id=debit.entry_id,
        entry_type=debit.entry_type,
        points=-debit.points,
        source_id=debit.source_id,
        version=debit.version.number,
    )
