"""Who took part in a campaign, and with which orders."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.oracle.campaigns.eligible_members import ProgrammeOnDay
from tests.oracle.facts.delivered_row import newest
from tests.oracle.points.credit import day_of


@dataclass
class Participation:
    """The members and orders that had a part, and the points it gave them."""

    members: set[str] = field(default_factory=set)
    orders: set[str] = field(default_factory=set)
    points: int = 0
    clawed_back: int = 0


def participation_in_ledger(
    ledger: Sequence[tuple[Any, ...]],
) -> dict[str, Participation]:
    """Return by campaign what its credits gave; what is taken names the credit."""
    found: dict[str, Participation] = {}
    for entry_id, member_id, _, kind, points, *_, source, campaign, _, _, _ in ledger:
        if kind == "campaign_bonus":
            parts = found.setdefault(campaign, Participation())
            parts.members.add(member_id)
            parts.orders.add(source)
            parts.points += points
        elif kind == "clawback":
            credited, *name = entry_id.split(":")[2:]
            if credited == "campaign_bonus":
                found.setdefault(name[0], Participation()).clawed_back -= points
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
