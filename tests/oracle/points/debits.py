"""Every debit of points of a member: what was spent, taken by hand or clawed back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.oracle.facts.counted_returns import CountedReturn
from tests.oracle.facts.member_history import MemberHistory
from tests.oracle.points.member_credits import Credit
from tests.oracle.rules.versions import Rules, Version


@dataclass(frozen=True)
class Debit:
    """Points taken; `shrinks` is the pending credit that they are taken from.

    Where it is None, whatever can be used pays for them, first available first.
    """

    entry_id: str
    entry_type: str
    wallet: str
    points: int
    occurred_at: datetime
    source_id: str
    version: Version
    shrinks: str | None = None


def all_debits(
    history: MemberHistory, rules: Rules, credited: Iterable[Credit]
) -> list[Debit]:
    """Return all that is taken from a member to whom so much was credited."""
    taken = [*_redeemed(history, rules), *_adjusted(history, rules)]
    returns: dict[str, list[CountedReturn]] = {}
    for item in history.returns:
        returns.setdefault(item.order_id, []).append(item)
    for credit in credited:
        if credit.order:
            taken.extend(_clawbacks(credit, returns.get(credit.source_id, [])))
    return taken


def _redeemed(history: MemberHistory, rules: Rules) -> Iterator[Debit]:
    for day, item in history.redemptions:
        name, version = f"redeem:{item.redemption_id}", rules.version_on(day)
        source = (item.redeemed_at, item.redemption_id, version)
        yield Debit(name, "redeem", item.wallet, item.points, *source)


def _adjusted(history: MemberHistory, rules: Rules) -> Iterator[Debit]:
    for day, change in history.adjustments:
        name, version = f"adjust:{change.adjustment_id}", rules.version_on(day)
        source = (change.adjusted_at, change.adjustment_id, version)
        if change.points < 0:
            yield Debit(name, "adjust", change.wallet, -change.points, *source)


def _clawbacks(credit: Credit, returns: Iterable[CountedReturn]) -> Iterator[Debit]:
    """Take after each return what is kept no longer.

    What is kept is worked out from all that came back so far, so that rounding never
    adds up. Returns come in turn: after the first that is too late all are.
    """
    order, version = credit.order, credit.version
    if order is None:
        return
    left, kept = order.amount_cents, credit.points
    for item in returns:
        if _too_late(item.returned_at - order.ordered_at, version.clawback_days):
            return
        left -= item.cents
        keeps = credit.points * left // order.amount_cents
        pending = item.returned_at < credit.available_at
        name = f"clawback:{item.return_id}:{credit.entry_id}"
        rest = (item.returned_at, item.return_id, version)
        if keeps < kept:
            shrinks = credit.entry_id if pending else None
            yield Debit(name, "clawback", credit.wallet, kept - keeps, *rest, shrinks)
        kept = keeps


def clawed_back_credit(entry_id: str) -> str:
    """Return the entry of the credit that a clawback, by its own entry, takes from."""
    _, _, credit = entry_id.split(":", 2)
    return credit


def _too_late(after: timedelta, days: int | None) -> bool:
    return days is not None and after > timedelta(days=days)
