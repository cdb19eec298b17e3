"""Features of the line of lots: debts, ends that others hold up, running maximum."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from operator import attrgetter

from tests.histories.coverage.feature import Feature
from tests.oracle.points.debits import clawed_back_credit
from tests.oracle.points.lots import Lot
from tests.oracle.points.wallet_book import Entry, WalletBook
from tests.oracle.points.wallet_line import Payment


def _book(has: Callable[[WalletBook], object]) -> Feature:
    return lambda life: any(has(book) for book in life.books)


def _paid_late(book: WalletBook) -> list[Payment]:
    """What lots paid of debts, once they were available."""
    since = {lot.name: lot.credit.available_at for lot in book.lots}
    debits = {entry.entry_id: entry.occurred_at for entry in book.entries}
    paid = book.at_last.paid
    return [one for one in paid if since[one.lot] > debits[one.debit]]


def _twice(name: str) -> Feature:
    """Whether a `lot` paid two debts, or two lots one `debit`."""
    named = attrgetter(name)
    return _book(lambda b: 2 in Counter(map(named, _paid_late(b))).values())


def _running_maximum_binds(book: WalletBook) -> object:
    """At an end, less has ended and not been spent than at one before it."""
    most = 0
    for end in sorted({lot.ends for lot in book.lots if lot.ends}):
        size = sum(lot.size for lot in book.lots if lot.ends and lot.ends <= end)
        gone = size - _spent(book, end)
        if gone < most:
            return True
        most = max(most, gone)
    return False


def _spent(book: WalletBook, before: datetime) -> int:
    at = {entry.entry_id: entry for entry in book.entries}
    free = {lot.name: lot.credit.available_at for lot in book.lots}
    return -sum(
        entry.points
        for entry in at.values()
        if entry.entry_type in ("redeem", "adjust", "clawback") and entry.points < 0
        if entry.occurred_at < before and not _pending(entry, free)
    )


def _pending(entry: Entry, free: dict[str, datetime]) -> bool:
    if entry.entry_type != "clawback":
        return False
    return entry.occurred_at < free[clawed_back_credit(entry.entry_id)]


def _held_up(has: Callable[[Lot, Lot], object]) -> Feature:
    """Whether points of a lot end later than they would without an earlier one."""

    def found(book: WalletBook) -> Iterator[object]:
        for place, lot in enumerate(book.lots):
            own = lot.credit.nominal_end
            if lot.size and lot.ends and own and own < lot.ends:
                holders = [
                    one
                    for one in book.lots[:place]
                    if one.credit.nominal_end == lot.ends
                ]
                yield all(has(holder, lot) for holder in holders)

    return _book(lambda book: any(found(book)))


def _other_version(holder: Lot, lot: Lot) -> object:
    return holder.credit.version.number != lot.credit.version.number


FEATURES: dict[str, Feature] = {
    "a debt": _book(lambda book: book.now.debts),
    "a debt paid": _book(_paid_late),
    "a debt paid by two lots": _twice("debit"),
    "a lot that pays two debts": _twice("lot"),
    "a debt of a clawback": _book(
        lambda b: any(one.debit.startswith("clawback") for one in _paid_late(b))
    ),
    "a running maximum that binds": _book(_running_maximum_binds),
    "an end held up by an earlier lot": _held_up(lambda holder, lot: True),
    "an end held up by a lot of other rules": _held_up(_other_version),
    "an end held up by a lot shrunk to nothing": _held_up(lambda one, _: not one.size),
    "a lot without an end after one without": _book(
        lambda b: any(lot.credit.nominal_end and not lot.ends for lot in b.lots)
    ),
}
