"""Returns that take points back, worked out by hand."""

from tests.oracle.cases.clawback_cases import points_by_clawback
from tests.oracle.cases.points_cases import (
    adjustment,
    allocated_points,
    at,
    ledger_row,
    main_balance,
    order_return,
    outstanding_pending_available,
    points_by_entry,
    points_on,
    redemption,
)
from tests.oracle.cases.programme_cases import facts, noon, order
from tests.oracle.facts.feeds import Return


def test_a_return_while_points_are_pending_shrinks_their_lot() -> None:
    # available at noon of the 3rd: this is just before
    soon = Return("r", "a", at(3, microseconds=-1), 600)
    bought = facts(order("a", 1, 1000), returns=[soon])
    outcome = points_on(2, bought, pending_days=2)
    assert outstanding_pending_available(main_balance(outcome)) == (10, 10, 0)
    outcome = points_on(3, bought, pending_days=2)
    assert points_by_entry(outcome) == {"earn:a": 10, "clawback:r:earn:a": -6}
    assert allocated_points(outcome) == {}
    assert outstanding_pending_available(main_balance(outcome)) == (4, 0, 4)
    assert main_balance(outcome).clawed_back == 6


def test_pending_points_are_counted_less_their_clawbacks() -> None:
    bought = facts(order("a", 1, 1000), returns=[order_return("r", "a", 2, 600)])
    assert outstanding_pending_available(
        main_balance(points_on(2, bought, pending_days=2))
    ) == (4, 4, 0)


def test_a_return_just_when_points_become_available_is_a_debit() -> None:
    bought = facts(order("a", 1, 1000), returns=[order_return("r", "a", 3, 600)])
    outcome = points_on(3, bought, pending_days=2)
    assert allocated_points(outcome) == {("earn:a", "clawback:r:earn:a"): 6}
    name = "clawback:r:earn:a"
    taken = ledger_row(name, -6, noon(3), source_id="r", outstanding_after=4)
    assert outcome.points_ledger[0] == taken


def test_a_clawback_is_paid_from_the_front_of_the_line() -> None:
    bought = facts(
        order("a", 2, 1000),
        adjustments=[adjustment("x", 1, 10)],
        returns=[order_return("r", "a", 3, 1000)],
    )
    assert allocated_points(points_on(3, bought)) == {
        ("adjust:x", "clawback:r:earn:a"): 10
    }


def test_a_clawback_of_spent_points_leaves_a_debt() -> None:
    bought = facts(
        order("a", 1, 1000),
        redemptions=[redemption("x", 2, 10)],
        returns=[order_return("r", "a", 3, 500)],
    )
    outcome = points_on(3, bought)
    assert outstanding_pending_available(main_balance(outcome)) == (-5, 0, -5)
    assert allocated_points(outcome) == {("earn:a", "redeem:x"): 10}


def test_no_more_comes_back_than_was_bought() -> None:
    returns = [
        order_return(name, "a", day, 700)
        for name, day in (("r", 2), ("s", 3), ("t", 4))
    ]
    found = points_by_entry(points_on(4, facts(order("a", 1, 1000), returns=returns)))
    # 10 * 300 div 1000 = 3 are kept, then none; of the third nothing counts
    assert points_by_clawback(found) == {"r:earn:a": 7, "s:earn:a": 3}


def test_rounding_of_several_returns_does_not_add_up() -> None:
    cents = {"r": 333, "s": 333, "t": 333, "u": 1}
    returns = [
        order_return(name, "a", n, cents[name]) for n, name in enumerate(cents, 2)
    ]
    found = points_by_entry(points_on(9, facts(order("a", 1, 1000), returns=returns)))
    # 6670, 3340, 10 and 0 div 1000: 6, 3, 0 and 0 are kept of 10
    assert points_by_clawback(found) == {"r:earn:a": 4, "s:earn:a": 3, "t:earn:a": 3}


def test_every_credit_of_an_order_is_clawed_back_for_itself() -> None:
    bought = facts(
        order("a", 1, 8500),
        order("b", 2, 1050),
        returns=[order_return("r", "b", 3, 525)],
    )
    found = points_by_entry(points_on(3, bought, tier_multipliers={"gold": 1.5}))
    # 10.50 * 0.5 = 5.25; half of 10 is kept, of 5 it is 2
    assert points_by_clawback(found) == {"r:earn:b": 5, "r:tier_bonus:b": 3}
