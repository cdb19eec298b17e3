"""What is true of every ledger, whatever happened: checked on the replay alone."""

from collections import Counter
from dataclasses import replace
from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.oracle.cases.ledger_properties import (
    DAYS,
    ENTRY,
    EXPIRES,
    KIND,
    MANY_EXAMPLES,
    POINTS,
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
from tests.oracle.replay import replay


@MANY_EXAMPLES
@given(random_ledgers(), random_programmes(), DAYS)
def test_balances_tie(facts: Facts, rules: Document, day: date) -> None:
    outcome = replay(facts, rules, day)
    for wallet, row in balances(outcome).items():
        assert row.outstanding == row.pending + row.available
        moved = row.earned - row.redeemed - row.expired - row.clawed_back
        assert row.outstanding == moved + row.adjusted
        lines = [x for x in outcome.points_ledger if x[2] == wallet and not x[12]]
        assert row.outstanding == sum(line[POINTS] for line in lines)
    scheduled = {line[KIND] for line in outcome.points_ledger if line[12]}
    assert scheduled <= {"expire"}


@MANY_EXAMPLES
@given(random_ledgers(), random_programmes(), DAYS)
def test_nothing_expires_that_was_not_there(
    facts: Facts, rules: Document, day: date
) -> None:
    outcome = replay(facts, rules, day)
    used: Counter[str] = Counter()
    for lot, _, _, _, points in outcome.points_allocations:
        assert points > 0
        used[lot] += points
    ends = {line[ENTRY]: line[EXPIRES] for line in outcome.points_ledger}
    for lot, size in lot_sizes(outcome).items():
        # a lot that ends is used up, by debits or by its end
        assert used[lot] == size if ends[lot] else used[lot] <= size


@MANY_EXAMPLES
@given(random_ledgers(), random_programmes(), DAYS)
def test_allocations_sum_up_to_debits_and_expiries(
    facts: Facts, rules: Document, day: date
) -> None:
    outcome = replay(facts, rules, day)
    paid: Counter[str] = Counter()
    for _, entry, _, _, points in outcome.points_allocations:
        paid[entry] += points
    free = {line[ENTRY] for line in clawed_while_pending(outcome)}
    owed: Counter[str] = Counter()
    for line in outcome.points_ledger:
        short = -line[POINTS] - paid[line[ENTRY]]
        if line[POINTS] < 0 and line[ENTRY] not in free:
            assert short == 0 or (short > 0 and line[KIND] != "expire")
            owed[line[2]] += short
        else:
            assert paid[line[ENTRY]] == 0
    for wallet, short in owed.items():
        lines = [line for line in outcome.points_ledger if line[2] == wallet]
        # a debt is never open while there are points to pay it
        assert short == max(0, -sum(line[POINTS] for line in lines))


@MANY_EXAMPLES
@given(random_ledgers(), random_programmes(), DAYS, st.integers(0, 14))
def test_a_return_never_raises_a_balance(
    facts: Facts, rules: Document, day: date, which: int
) -> None:
    assume(which < len(facts.returns))
    fewer = [item for n, item in enumerate(facts.returns) if n != which]
    without = balances(replay(replace(facts, returns=fewer), rules, day))
    for wallet, row in balances(replay(facts, rules, day)).items():
        assert row.outstanding <= without[wallet].outstanding
        assert row.available <= without[wallet].available
