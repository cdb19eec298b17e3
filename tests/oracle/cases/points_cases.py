"""Helpers for cases of points: what a member does, and columns of the outcome."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.oracle.cases.programme_cases import june, programme, version
from tests.oracle.facts.feeds import Adjustment, Event, Facts, Redemption, Return
from tests.oracle.replay import Outcome, replay
from tests.oracle.tables.points_rows import MemberPointsRow, PointsLedgerRow

# Nothing is pending and nothing expires, unless a case says so.
PLAIN = {"pending_days": 0, "validity_days": None}


def at(day: float, **later: float) -> datetime:
    """Return noon of a day of June 2020 (the 31st is July), or so much later."""
    return datetime(2020, 5, 31, 12, tzinfo=UTC) + timedelta(days=day, **later)


def midnight(day: int) -> datetime:
    """Return the first instant of a day of June 2020."""
    return at(day, hours=-12)


def redemption(name: str, day: float, points: int, **others: Any) -> Redemption:
    """Return points redeemed at noon."""
    return Redemption(name, "ann", at(day), points, **others)


def adjustment(name: str, day: float, points: int, wallet: str = "main") -> Adjustment:
    """Return points given, or taken, by hand at noon."""
    return Adjustment(name, "ann", at(day), points, wallet)


def order_return(name: str, order_id: str, day: float, cents: int) -> Return:
    """Return goods brought back at noon."""
    return Return(name, order_id, at(day), cents)


def event(name: str, day: float, kind: str = "read") -> Event:
    """Return an event at noon."""
    return Event(name, "ann", at(day), kind)


def points_on(day: int, facts: Facts, **points: Any) -> Outcome:
    """Replay up to a day of June, under rules of points that say this much."""
    return replay(facts, programme(version(points=PLAIN | points)), june(day))


def ledger_row(
    entry_id: str, points: int, occurred_at: datetime, **others: Any
) -> PointsLedgerRow:
    """Return an entry of the wallet `main` that has happened, under the first rules."""
    entry_type, *_, source_id = entry_id.split(":")
    usual: dict[str, Any] = {
        "member_id": "ann",
        "wallet": "main",
        "entry_type": entry_type,
        "available_at": None,
        "expires_at": None,
        "source_id": source_id,
        "campaign_id": None,
        "rule_version": 1,
        "is_scheduled": False,
    }
    given = {"entry_id": entry_id, "points": points, "occurred_at": occurred_at}
    return PointsLedgerRow(**(usual | given | others))


def balances(outcome: Outcome) -> dict[str, MemberPointsRow]:
    """Return the one member's balances by wallet."""
    return {row.wallet: row for row in outcome.member_points}


def main_balance(outcome: Outcome) -> MemberPointsRow:
    """Return the one member's balance of `main`."""
    return balances(outcome)["main"]


def outstanding_pending_available(row: MemberPointsRow) -> tuple[int, int, int]:
    """Return what there is, what of it cannot be used yet, and what can be used."""
    return row.outstanding, row.pending, row.available


def next_expiry(row: MemberPointsRow) -> tuple[datetime | None, int | None]:
    """Return when points expire next, and how many."""
    return row.next_expiry_at, row.next_expiry_points


def points_by_entry(outcome: Outcome) -> dict[str, int]:
    """Return the signed points of each entry."""
    return {row.entry_id: row.points for row in outcome.points_ledger}


def instants_and_points(
    outcome: Outcome, prefix: str
) -> dict[str, tuple[datetime, int]]:
    """Return when the entries of such names are, and their points."""
    return {
        row.entry_id.removeprefix(prefix): (row.occurred_at, row.points)
        for row in outcome.points_ledger
        if row.entry_id.startswith(prefix)
    }


def expiry_instants(outcome: Outcome) -> dict[str, datetime | None]:
    """Return when each credit expires."""
    credits = [row for row in outcome.points_ledger if row.available_at]
    return {row.entry_id: row.expires_at for row in credits}


def allocated_points(outcome: Outcome) -> dict[tuple[str, str], int]:
    """Return what each lot gave to each debit; expiries are left out."""
    return {
        (row.lot_entry_id, row.entry_id): row.points
        for row in outcome.points_allocations
        if not row.entry_id.startswith("expire:")
    }
