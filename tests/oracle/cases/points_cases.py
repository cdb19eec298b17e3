"""What members do with points in cases worked out by hand, and how they then stand."""

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from tests.oracle.cases.programme_cases import june, programme, version
from tests.oracle.facts.feeds import Adjustment, Event, Facts, Redemption, Return
from tests.oracle.replay import Outcome, replay

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


class Balance(NamedTuple):
    """A row of `member_points`, after its key."""

    outstanding: int
    pending: int
    available: int
    earned: int
    redeemed: int
    expired: int
    clawed_back: int
    adjusted: int
    next_expiry_at: datetime | None
    next_expiry_points: int | None


def balances(outcome: Outcome) -> dict[str, Balance]:
    """Return the one member's balances by wallet."""
    return {line[1]: Balance(*line[3:]) for line in outcome.member_points}


def main_balance(outcome: Outcome) -> Balance:
    """Return the one member's balance of `main`."""
    return balances(outcome)["main"]


def points_by_entry(outcome: Outcome) -> dict[str, int]:
    """Return the signed points of each entry."""
    return {line[0]: line[4] for line in outcome.points_ledger}


def instants_and_points(
    outcome: Outcome, prefix: str
) -> dict[str, tuple[datetime, int]]:
    """Return when the entries of such names are, and their points."""
    lines = [line for line in outcome.points_ledger if line[0].startswith(prefix)]
    return {line[0].removeprefix(prefix): (line[5], line[4]) for line in lines}


def expiry_instants(outcome: Outcome) -> dict[str, datetime | None]:
    """Return when each credit expires."""
    return {line[0]: line[7] for line in outcome.points_ledger if line[6]}


def allocated_points(outcome: Outcome) -> dict[tuple[str, str], int]:
    """Return what each lot gave to each debit; expiries are left out."""
    return {
        line[:2]: line[4]
        for line in outcome.points_allocations
        if not line[1].startswith("expire:")
    }
