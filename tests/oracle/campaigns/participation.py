"""Who took part in a campaign, and with which orders."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.oracle.campaigns.eligible_members import ProgrammeOnDay
from tests.oracle.facts.delivered_row import newest
from tests.oracle.points.credit import day_of
from tests.oracle.points.debits import clawed_back_credit
from tests.oracle.tables.points_rows import PointsLedgerRow


@dataclass
class Participation:
    """The members and orders that had a part, and the points it gave them."""

    members: set[str] = field(default_factory=set)
    orders: set[str] = field(default_factory=set)
    points: int = 0
    clawed_back: int = 0


def participation_in_ledger(
    ledger: Sequence[PointsLedgerRow],
) -> dict[str, Participation]:
    """Return by campaign what its credits gave; what is taken names the credit."""
    found: dict[str, Participation] = {}
    for row in ledger:
        if row.campaign_id is not None and row.entry_type == "campaign_bonus":
            parts = found.setdefault(row.campaign_id, Participation())
            parts.members.add(row.member_id)
            parts.orders.add(row.source_id)
            parts.points += row.points
        elif row.entry_type == "clawback":
            kind, campaign_id, *_ = clawed_back_credit(row.entry_id).split(":")
            if kind == "campaign_bonus":
                taken_from = found.setdefault(campaign_id, Participation())
                taken_from.clawed_back -= row.points
    return found


def participation_by_use(programme: ProgrammeOnDay) -> dict[str, Participation]:
    """Return by benefit who used it up to now, perhaps with an order."""
    found: dict[str, Participation] = {}
    for use in newest(programme.facts.benefit_uses, "use_id"):
        day = day_of(use.used_at, programme.rules)
        if use.member_id in programme.members and day <= programme.as_of.toordinal():
            parts = found.setdefault(use.benefit_code, Participation())
            parts.members.add(use.member_id)
            if use.order_id is not None:
                parts.orders.add(use.order_id)
    return found


def cents_left_of_orders(programme: ProgrammeOnDay) -> dict[str, int]:
    """Return the cents left of each order that counts, however late the rest went."""
    left: dict[str, int] = {}
    for history in programme.members.values():
        for _, order in history.orders:
            left[order.order_id] = order.amount_cents
        for item in history.returns:
            left[item.order_id] -= item.cents
    return left
