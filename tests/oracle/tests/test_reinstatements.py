"""Redemptions undone: in time or not, and how long the points then are valid."""

import pytest

from tests.oracle.cases.points_cases import (
    PLAIN,
    adjustment,
    allocated_points,
    at,
    expiry_instants,
    instants_and_points,
    ledger_row,
    main_balance,
    midnight,
    next_expiry,
    outstanding_pending_available,
    points_by_entry,
    points_on,
    redemption,
)
from tests.oracle.cases.programme_cases import facts, june, programme, version
from tests.oracle.facts.feeds import Redemption
from tests.oracle.replay import replay


@pytest.mark.parametrize(("late", "counts"), [(0, True), (1, False)])
def test_a_redemption_is_undone_until_exactly_the_last_instant(
    late: int, counts: bool
) -> None:
    undone = redemption("r", 1, 4, cancelled_at=at(6, microseconds=late))
    moved = facts(adjustments=[adjustment("a", 1, 10)], redemptions=[undone])
    outcome = points_on(9, moved, reinstate_within_days=5)
    assert ("reinstate:r" in points_by_entry(outcome)) == counts
    found = main_balance(outcome)
    assert (found.redeemed, found.available) == ((0, 10) if counts else (4, 6))


def test_without_a_limit_a_redemption_can_always_be_undone() -> None:
    undone = redemption("r", 1, 4, cancelled_at=at(25))
    outcome = points_on(25, facts(redemptions=[undone]))
    others = {"available_at": at(25), "outstanding_after": 0}
    assert outcome.points_ledger[1] == ledger_row("reinstate:r", 4, at(25), **others)


def test_a_cancellation_after_as_of_is_not_known_yet() -> None:
    undone = redemption("r", 1, 4, cancelled_at=at(3))
    assert points_by_entry(points_on(2, facts(redemptions=[undone]))) == {
        "redeem:r": -4
    }


@pytest.mark.parametrize(("cancelled", "end"), [(3, 6), (5, 6), (10, 11)])
def test_points_given_back_are_valid_as_if_just_spent_or_for_a_day(
    cancelled: int, end: int
) -> None:
    # given on the 1st until the 5th, spent on the 2nd: valid to the 6th
    undone = redemption("r", 2, 10, cancelled_at=at(cancelled))
    moved = facts(adjustments=[adjustment("a", 1, 10)], redemptions=[undone])
    outcome = points_on(20, moved, validity_days=4)
    assert expiry_instants(outcome) == {
        "adjust:a": midnight(5),
        "reinstate:r": midnight(end),
    }
    assert instants_and_points(outcome, "expire:") == {
        "reinstate:r": (midnight(end), -10)
    }


def test_a_reinstatement_is_judged_by_the_day_of_its_redemption() -> None:
    undone = redemption("r", 1, 4, cancelled_at=at(3))
    later = version(points=PLAIN | {"validity_days": 9}, effective_from="2020-06-02")
    rules = programme(version(points=PLAIN | {"validity_days": 5}), later)
    outcome = replay(facts(redemptions=[undone]), rules, june(20))
    assert expiry_instants(outcome) == {"reinstate:r": midnight(6)}
    assert outcome.points_ledger[-1].rule_version == 1


def test_points_spent_and_given_back_over_and_over_remain_the_same() -> None:
    undone = [
        Redemption(f"r{n}", "ann", at(2 + n), 10, cancelled_at=at(3 + n))
        for n in range(3)
    ]
    moved = facts(adjustments=[adjustment("a", 1, 10)], redemptions=undone)
    outcome = points_on(9, moved)
    # at one instant the points come back before they are spent again
    assert allocated_points(outcome) == {
        ("adjust:a", "redeem:r0"): 10,
        ("reinstate:r0", "redeem:r1"): 10,
        ("reinstate:r1", "redeem:r2"): 10,
    }
    found = main_balance(outcome)
    assert outstanding_pending_available(found) == (10, 0, 10)
    assert (found.earned, found.redeemed) == (0, 0)


def test_a_redemption_undone_at_once_takes_the_oldest_points() -> None:
    undone = redemption("r", 2, 10, cancelled_at=at(2))
    moved = facts(adjustments=[adjustment("a", 1, 10)], redemptions=[undone])
    outcome = points_on(2, moved, validity_days=4)
    assert allocated_points(outcome) == {("adjust:a", "redeem:r"): 10}
    assert next_expiry(main_balance(outcome)) == (midnight(6), 10)
