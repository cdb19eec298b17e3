"""The credits of one wallet in line, each with what is left of it once pending."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tests.oracle.points.debits import Debit
from tests.oracle.points.member_credits import Credit


@dataclass(frozen=True)
class Lot:
    """A credit in the line: what clawbacks left of it, and when that expires."""

    credit: Credit
    size: int
    ends: datetime | None

    @property
    def name(self) -> str:
        """Its credit's entry."""
        return self.credit.entry_id


def lots_in_line(credited: Iterable[Credit], debits: Iterable[Debit]) -> list[Lot]:
    """Return a wallet's credits as lots, first available first.

    Points that become available later never expire before earlier ones: the latest end
    met so far holds for all that follow, and after one without end, none ends. A lot
    shrunk to nothing while it was pending counts for that as well.
    """
    size: dict[str, int] = {}
    for debit in debits:
        if debit.shrinks:
            size[debit.shrinks] = size.get(debit.shrinks, 0) - debit.points
    lots: list[Lot] = []
    for credit in sorted(
        credited, key=lambda c: (c.available_at, c.occurred_at, c.entry_id)
    ):
        end = credit.nominal_end
        if lots:
            latest = lots[-1].ends
            end = max(latest, end) if latest and end else None
        lots.append(Lot(credit, credit.points + size.get(credit.entry_id, 0), end))
    return lots
