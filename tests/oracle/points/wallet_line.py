"""One wallet's points as a line of lots, used up from the front, step by step."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from tests.oracle.points.debits import Debit
from tests.oracle.points.lots import Lot

# At one instant points first expire, then others become available, then debits come.
EXPIRE, CREDIT, DEBIT = range(3)
# When, which of the three, since when (for credits), which entry, and what.
Step = tuple[tuple[datetime, int, datetime, str], Lot | Debit]


@dataclass
class WalletLine:
    """What can be used, front first, and what is still to be paid, oldest first."""

    lots: deque[str] = field(default_factory=deque)
    left: dict[str, int] = field(default_factory=dict)
    debts: deque[tuple[str, int]] = field(default_factory=deque)
    paid: list[tuple[str, str, int]] = field(default_factory=list)
    expired: list[tuple[Lot, int]] = field(default_factory=list)

    def available(self) -> int:
        """Return what can be used, or less than nothing: what is owed."""
        return sum(self.left.values()) - sum(owed for _, owed in self.debts)

    def take(self, step: Step) -> None:
        """Take one step: a lot expires or becomes available, or a debit comes."""
        (_, phase, _, name), what = step
        if isinstance(what, Debit):
            self.debts.append((name, what.points))
        elif phase == EXPIRE:
            left = self.left.pop(what.name)
            if left:
                self.expired.append((what, left))
        else:
            self.lots.append(what.name)
            self.left[what.name] = what.size
        self._pay()

    def _pay(self) -> None:
        """Let the lots at the front pay the oldest debits, as far as they go."""
        while self.debts and self.lots:
            lot, (debit, owed) = self.lots[0], self.debts[0]
            points = min(owed, self.left.get(lot, 0))
            if points:
                self.paid.append((lot, debit, points))
                self.left[lot] -= points
                self.debts[0] = (debit, owed - points)
            if points == owed:
                self.debts.popleft()
            else:
                self.lots.popleft()


def steps(lots: Iterable[Lot], debits: Iterable[Debit]) -> list[Step]:
    """Return all that happens to the line, in order; what shrank a lot is done."""
    found: list[Step] = []
    for lot in lots:
        credit = lot.credit
        key = (credit.available_at, CREDIT, credit.occurred_at, lot.name)
        found.append((key, lot))
        if lot.ends:
            found.append(((lot.ends, EXPIRE, lot.ends, lot.name), lot))
    for debit in debits:
        at = debit.occurred_at
        if not debit.shrinks:
            found.append(((at, DEBIT, at, debit.entry_id), debit))
    return sorted(found, key=lambda step: step[0])
