"""What passing time does to a ledger: checked on the replay alone."""

from datetime import date, datetime

from hypothesis import assume, given

from tests.oracle.cases.ledger_properties import (
    AT,
    AVAILABLE,
    DAYS,
    ENTRY,
    EXPIRES,
    KIND,
    MANY_EXAMPLES,
    POINTS,
    SOURCE,
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
from tests.oracle.replay import Line, Outcome, replay


@MANY_EXAMPLES
@given(random_ledgers(), random_programmes(), DAYS, DAYS)
def test_a_later_day_changes_no_earlier_row(
    facts: Facts, rules: Document, one: date, other: date
) -> None:
    day, later = min(one, other), max(one, other)

    def past(outcome: Outcome) -> list[Line]:
        """An end may move while a lot is pending: others come before it."""
        lines = [line for line in outcome.points_ledger if seen(line[AT])]
        return [(*line[:EXPIRES], *line[SOURCE:12]) for line in lines]

    def seen(instant: datetime) -> bool:
        return local_day(instant, rules["timezone"]) <= day

    now, then = replay(facts, rules, later), replay(facts, rules, day)
    # a member who registers later brings a past along
    assume(then.member_points)
    assert past(now) == past(then)


@MANY_EXAMPLES
@given(random_ledgers(), random_programmes(), DAYS)
def test_what_has_expired_is_a_running_maximum(
    facts: Facts, rules: Document, day: date
) -> None:
    """At each end: the line up to it less the debits before, if that was ever more."""
    outcome = replay(facts, rules, day)
    free, size = clawed_while_pending(outcome), lot_sizes(outcome)
    for wallet in balances(outcome):
        lines = [line for line in outcome.points_ledger if line[2] == wallet]
        most = 0
        for end in sorted({line[EXPIRES] for line in lines if line[EXPIRES]}):
            lots = [x for x in lines if x[EXPIRES] and x[EXPIRES] <= end]
            debits = [x for x in lines if x[AT] < end and x not in free]
            taken = [x for x in debits if not x[AVAILABLE] and x[KIND] != "expire"]
            ended = sum(size[x[ENTRY]] for x in lots)
            most = max(most, ended + sum(x[POINTS] for x in taken))
            gone = [x for x in lines if x[KIND] == "expire" and x[AT] <= end]
            assert -sum(x[POINTS] for x in gone) == most
