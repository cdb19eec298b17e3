"""What is true of every ledger, whatever happened: checked on the replay alone."""

from collections import Counter
from dataclasses import replace
from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

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
from tests.oracle.replay import replay


@MANY_EXAMPLES
@given(random_ledgers(), random_programmes(), DAYS)
def test_balances_tie(facts: Facts, rules: Document, day: date) -> None:
    outcome = replay(facts, rules, day)
    for wallet, row in balances(outcome).items():
        assert row.outstanding == row.pending + row.available
        moved = row.earned - row.redeemed - row.expired - row.clawed_back
        assert row.outstanding == moved + row.adjusted
        entries = [x for x in outcome.points_ledger if x.wallet == wallet]
        happened = [x for x in entries if not x.is_scheduled]
        assert row.outstanding == sum(x.points for x in happened)
    scheduled = [x for x in outcome.points_ledger if x.is_scheduled]
    assert {x.entry_type for x in scheduled} <= {"expire"}


@MANY_EXAMPLES
@given(random_ledgers(), random_programmes(), DAYS)
def test_nothing_expires_that_was_not_there(
    facts: Facts, rules: Document, day: date
) -> None:
    outcome = replay(facts, rules, day)
    used: Counter[str] = Counter()
    for row in outcome.points_allocations:
        assert row.points > 0
        used[row.lot_entry_id] += row.points
    ends = {row.entry_id: row.expires_at for row in outcome.points_ledger}
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
    for allocation in outcome.points_allocations:
        paid[allocation.entry_id] += allocation.points
    free = {row.entry_id for row in clawed_while_pending(outcome)}
    owed: Counter[str] = Counter()
    for row in outcome.points_ledger:
        short = -row.points - paid[row.entry_id]
        if row.points < 0 and row.entry_id not in free:
            assert short == 0 or (short > 0 and row.entry_type != "expire")
            owed[row.wallet] += short
        else:
            assert paid[row.entry_id] == 0
    for wallet, short in owed.items():
        rows = [row for row in outcome.points_ledger if row.wallet == wallet]
        # a debt is never open while there are points to pay it
        assert short == max(0, -sum(row.points for row in rows))


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
