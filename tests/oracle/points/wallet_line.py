"""One wallet's points as a line of lots, used up from the front, step by step."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from tests.oracle.points.debits import Debit
from tests.oracle.points.lots import Lot

# At one instant points first expire, then others become available, then debits come.
EXPIRE, CREDIT, DEBIT = range(3)


class StepOrder(NamedTuple):
    """What decides which of two steps comes first."""

    at: datetime
    phase: int
    # When a credit was given, which may be long before it can be used.
    since: datetime
    entry_id: str


class Step(NamedTuple):
    """What happens to the line: a lot becomes available or expires, a debit comes."""

    order: StepOrder
    what: Lot | Debit


class Debt(NamedTuple):
    """What is still owed of a debit."""

    debit: str
    owed: int


class Payment(NamedTuple):
    """The points that a lot gave to a debit, both by their entries."""

    lot: str
    debit: str
    points: int


class Expiry(NamedTuple):
    """The points that were left of a lot at its end."""

    lot: Lot
    points: int


@dataclass
class WalletLine:
    """What can be used, front first, and what is still to be paid, oldest first."""

    lots: deque[str] = field(default_factory=deque)
    left: dict[str, int] = field(default_factory=dict)
    debts: deque[Debt] = field(default_factory=deque)
    paid: list[Payment] = field(default_factory=list)
    expired: list[Expiry] = field(default_factory=list)

    def available(self) -> int:
        """Return what can be used, or less than nothing: what is owed."""
        return sum(self.left.values()) - sum(debt.owed for debt in self.debts)

    def take(self, step: Step) -> None:
        """Take one step: a lot expires or becomes available, or a debit comes."""
        order, what = step
        if isinstance(what, Debit):
            self.debts.append(Debt(order.entry_id, what.points))
        elif order.phase == EXPIRE:
            left = self.left.pop(what.name)
            if left:
                self.expired.append(Expiry(what, left))
        else:
            self.lots.append(what.name)
            self.left[what.name] = what.size
        self._pay()

    def _pay(self) -> None:
        """Let the lots at the front pay the oldest debits, as far as they go."""
        while self.debts and self.lots:
            lot, debt = self.lots[0], self.debts[0]
            points = min(debt.owed, self.left.get(lot, 0))
            if points:
                self.paid.append(Payment(lot, debt.debit, points))
                self.left[lot] -= points
                self.debts[0] = debt._replace(owed=debt.owed - points)
            if points == debt.owed:
                self.debts.popleft()
            else:
                self.lots.popleft()


def steps(lots: Iterable[Lot], debits: Iterable[Debit]) -> list[Step]:
    """Return all that happens to the line, in order; what shrank a lot is done."""
    found: list[Step] = []
    for lot in lots:
        credit = lot.credit
        since, free_at = credit.occurred_at, credit.available_at
        found.append(Step(StepOrder(free_at, CREDIT, since, lot.name), lot))
        if lot.ends:
            ends = StepOrder(lot.ends, EXPIRE, lot.ends, lot.name)
            found.append(Step(ends, lot))
    for debit in debits:
        at = debit.occurred_at
        if not debit.shrinks:
            found.append(Step(StepOrder(at, DEBIT, at, debit.entry_id), debit))
    return sorted(found, key=lambda step: step.order)
