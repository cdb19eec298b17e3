"""What passing time does to a ledger: checked on the replay alone."""

from datetime import date, datetime

from hypothesis import assume, given

from tests.oracle.cases.ledger_properties import (
    DAYS,
    MANY_EXAMPLES,
    clawed_while_pending,
    lot_sizes,
)
from tests.oracle.cases.points_cases import balances
from tests.oracle.cases.random_ledgers import (
    Document,
    random_ledgers,
    random_programmes,
)
from tests.oracle.facts.feeds import Facts
from tests.oracle.local_days import local_day
from tests.oracle.replay import Outcome, replay
from tests.oracle.tables.points_rows import PointsLedgerRow


@MANY_EXAMPLES
@given(random_ledgers(), random_programmes(), DAYS, DAYS)
def test_a_later_day_changes_no_earlier_row(
    facts: Facts, rules: Document, one: date, other: date
) -> None:
    day, later = min(one, other), max(one, other)

    def settled(outcome: Outcome) -> list[PointsLedgerRow]:
        """An end may move while a lot is pending: others come before it."""
        rows = [row for row in outcome.points_ledger if seen(row.occurred_at)]
        return [row._replace(expires_at=None, is_scheduled=False) for row in rows]

    def seen(instant: datetime) -> bool:
        return local_day(instant, rules["timezone"]) <= day

    now, then = replay(facts, rules, later), replay(facts, rules, day)
    # a member who registers later brings earlier facts along
    assume(then.member_points)
    assert settled(now) == settled(then)


@MANY_EXAMPLES
@given(random_ledgers(), random_programmes(), DAYS)
def test_what_has_expired_is_a_running_maximum(
    facts: Facts, rules: Document, day: date
) -> None:
    """At each end: the line up to it less the debits before, if that was ever more."""
    outcome = replay(facts, rules, day)
    free, size = clawed_while_pending(outcome), lot_sizes(outcome)
    for wallet in balances(outcome):
        rows = [row for row in outcome.points_ledger if row.wallet == wallet]
        most = 0
        for end in sorted({row.expires_at for row in rows if row.expires_at}):
            lots = [x for x in rows if x.expires_at and x.expires_at <= end]
            debits = [x for x in rows if x.occurred_at < end and x not in free]
            spent = [x for x in debits if x.entry_type != "expire"]
            taken = [x for x in spent if not x.available_at]
            ended = sum(size[x.entry_id] for x in lots)
            most = max(most, ended + sum(x.points for x in taken))
            expiries = [x for x in rows if x.entry_type == "expire"]
            gone = [x for x in expiries if x.occurred_at <= end]
            assert -sum(x.points for x in gone) == most
