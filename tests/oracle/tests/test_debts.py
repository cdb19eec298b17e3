"""Debts and what pays them, worked out by hand."""

from tests.oracle.cases.points_cases import (
    PLAIN,
    adjustment,
    allocated_points,
    at,
    instants_and_points,
    main_balance,
    midnight,
    outstanding_pending_available,
    points_on,
    redemption,
)
from tests.oracle.cases.programme_cases import facts, june, order, programme, version
from tests.oracle.facts.feeds import Redemption
from tests.oracle.held_back.held_back_rows import held_back


def test_a_debt_is_paid_by_the_next_lots_as_they_come() -> None:
    moved = facts(
        adjustments=[adjustment("a", 2, 6), adjustment("b", 3, 7)],
        redemptions=[redemption("r", 1, 10)],
    )
    assert outstanding_pending_available(main_balance(points_on(2, moved))) == (
        -4,
        0,
        -4,
    )
    outcome = points_on(3, moved)
    assert outstanding_pending_available(main_balance(outcome)) == (3, 0, 3)
    assert allocated_points(outcome) == {
        ("adjust:a", "redeem:r"): 6,
        ("adjust:b", "redeem:r"): 4,
    }


def test_the_oldest_debt_is_paid_first() -> None:
    moved = facts(
        adjustments=[adjustment("x", 1, -3), adjustment("a", 3, 5)],
        redemptions=[redemption("r", 2, 10)],
    )
    outcome = points_on(3, moved)
    assert allocated_points(outcome) == {
        ("adjust:a", "adjust:x"): 3,
        ("adjust:a", "redeem:r"): 2,
    }


def test_pending_points_pay_a_debt_once_they_are_available() -> None:
    moved = facts(order("a", 1, 800), redemptions=[redemption("r", 2, 5)])
    outcome = points_on(3, moved, pending_days=9, validity_days=2)
    assert outstanding_pending_available(main_balance(outcome)) == (3, 8, -5)
    # foreseen: available on the 10th, and what is left expires on the 12th
    assert allocated_points(outcome) == {("earn:a", "redeem:r"): 5}
    assert instants_and_points(outcome, "expire:") == {"earn:a": (midnight(12), -3)}


def test_lots_of_one_instant_pay_in_the_order_of_the_line() -> None:
    # both can be used at noon of the 3rd; the order is from the 1st
    moved = facts(
        order("z", 1, 800),
        adjustments=[adjustment("a", 3, 9)],
        redemptions=[redemption("r", 2, 5)],
    )
    outcome = points_on(3, moved, pending_days=2)
    assert allocated_points(outcome) == {("earn:z", "redeem:r"): 5}


def test_unknown_members_and_wallets_wait_and_count_nowhere() -> None:
    gone = Redemption("r", "bob", at(1), 5)
    moved = facts(
        adjustments=[adjustment("a", 1, 10, "gems"), adjustment("b", 3, 1, "gems")],
        redemptions=[gone, redemption("s", 1, 5, wallet="gems")],
    )
    outcome = points_on(2, moved)
    assert (outcome.points_ledger, outcome.points_allocations) == ([], [])
    waiting = held_back(moved, programme(version(points=PLAIN)), june(2))
    assert [(row.feed, row.key, row.waiting_for) for row in waiting] == [
        ("adjustments", "a", "wallet"),
        ("redemptions", "r", "member"),
        ("redemptions", "s", "wallet"),
    ]
