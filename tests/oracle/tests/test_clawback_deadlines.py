"""Until when a return takes points back, and when it counts, worked out by hand."""

import pytest

from tests.oracle.cases.clawback_cases import points_by_clawback
from tests.oracle.cases.points_cases import (
    allocated_points,
    at,
    order_return,
    points_by_entry,
    points_on,
)
from tests.oracle.cases.programme_cases import facts, noon, order
from tests.oracle.facts.feeds import Return


@pytest.mark.parametrize(("late", "took"), [(0, {"r:earn:a": 10}), (1, {})])
def test_a_return_counts_until_exactly_the_last_instant(
    late: int, took: dict[str, int]
) -> None:
    item = Return("r", "a", at(4, microseconds=late), 1000)
    bought = facts(order("a", 1, 1000), returns=[item])
    assert (
        points_by_clawback(points_by_entry(points_on(9, bought, clawback_days=3)))
        == took
    )


def test_a_return_too_late_counts_for_none_of_several() -> None:
    returns = [order_return("r", "a", 2, 500), order_return("s", "a", 20, 500)]
    found = points_by_entry(
        points_on(25, facts(order("a", 1, 1000), returns=returns), clawback_days=3)
    )
    assert points_by_clawback(found) == {"r:earn:a": 5}


@pytest.mark.parametrize("pending", [0, 2])
def test_a_return_dated_before_its_order_happens_with_it(pending: int) -> None:
    bought = facts(order("a", 2, 1000), returns=[order_return("r", "a", 1, 400)])
    outcome = points_on(2, bought, pending_days=pending)
    (row, _) = outcome.points_ledger
    # the credit comes first: 10, then 6
    assert (row.entry_id, row.occurred_at) == ("clawback:r:earn:a", noon(2))
    assert row.outstanding_after == 6
    assert len(allocated_points(outcome)) == (0 if pending else 1)


def test_a_return_after_as_of_is_not_known_yet() -> None:
    bought = facts(order("a", 1, 1000), returns=[order_return("r", "a", 3, 400)])
    assert points_by_entry(points_on(2, bought)) == {"earn:a": 10}
