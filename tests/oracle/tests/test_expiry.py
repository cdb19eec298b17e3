"""When points expire, and in which order, worked out by hand."""

from tests.oracle.cases.points_cases import (
    adjustment,
    allocated_points,
    balances,
    expiry_instants,
    instants_and_points,
    ledger_row,
    main_balance,
    midnight,
    next_expiry,
    outstanding_pending_available,
    points_on,
    redemption,
)
from tests.oracle.cases.programme_cases import facts
from tests.oracle.facts.feeds import Adjustment, Redemption
from tests.oracle.tables.points_rows import PointsAllocationsRow


def test_what_is_left_of_a_lot_expires_at_the_start_of_a_day() -> None:
    moved = facts(
        adjustments=[adjustment("a", 1, 10)], redemptions=[redemption("r", 2, 4)]
    )
    outcome = points_on(3, moved, validity_days=2)
    others = {"source_id": "adjust:a", "outstanding_after": 0}
    expired = ledger_row("expire:adjust:a", -6, midnight(3), **others)
    assert outcome.points_ledger[1] == expired
    assert outcome.points_allocations[0] == PointsAllocationsRow(
        "adjust:a", "expire:adjust:a", "ann", "main", points=6
    )
    assert main_balance(outcome).expired == 6


def test_what_will_expire_is_scheduled_and_announced() -> None:
    changes = [adjustment("a", 1, 10), adjustment("b", 1.1, 5), adjustment("c", 2, 7)]
    outcome = points_on(2, facts(adjustments=changes), validity_days=2)
    debits = [row for row in outcome.points_ledger if row.points < 0]
    assert {row.entry_id: row.is_scheduled for row in debits} == {
        f"expire:adjust:{name}": True for name in "abc"
    }
    found = main_balance(outcome)
    assert outstanding_pending_available(found) == (22, 0, 22)
    assert (found.earned, found.redeemed, found.expired) == (0, 0, 0)
    assert next_expiry(main_balance(outcome)) == (midnight(3), 15)
    # on the 3rd two lots have gone and the third is next
    later = points_on(3, facts(adjustments=changes), validity_days=2)
    assert main_balance(later).expired == 15
    assert next_expiry(main_balance(later)) == (midnight(4), 7)


def test_points_without_a_validity_never_expire() -> None:
    outcome = points_on(9, facts(adjustments=[adjustment("a", 1, 10)]))
    assert expiry_instants(outcome) == {"adjust:a": None}
    assert outcome.points_allocations == []
    assert next_expiry(main_balance(outcome)) == (None, None)


def test_points_expire_before_they_are_spent_at_one_instant() -> None:
    moved = facts(
        adjustments=[adjustment("a", 1, 10), adjustment("b", 5, 6)],
        redemptions=[Redemption("r", "ann", midnight(3), 4)],
    )
    outcome = points_on(3, moved, validity_days=2)
    assert outstanding_pending_available(main_balance(outcome)) == (-4, 0, -4)
    # what comes later pays, and only the rest of it expires
    outcome = points_on(9, moved, validity_days=2)
    assert allocated_points(outcome) == {("adjust:b", "redeem:r"): 4}
    assert instants_and_points(outcome, "expire:adjust:") == {
        "a": (midnight(3), -10),
        "b": (midnight(7), -2),
    }


def test_points_given_as_others_expire_do_not_expire_with_them() -> None:
    changes = [adjustment("a", 1, 10), Adjustment("b", "ann", midnight(3), 6)]
    found = instants_and_points(
        points_on(9, facts(adjustments=changes), validity_days=2), "expire:"
    )
    assert found == {"adjust:a": (midnight(3), -10), "adjust:b": (midnight(5), -6)}


def test_wallets_expire_and_pay_each_for_itself() -> None:
    moved = facts(
        adjustments=[adjustment("a", 1, 10, "promo"), adjustment("b", 1, 3)],
        redemptions=[redemption("r", 1.1, 4), redemption("s", 1.2, 1, wallet="promo")],
    )
    wallets = {"promo": {"validity_days": 2}}
    outcome = points_on(2, moved, validity_days=9, wallets=wallets)
    assert expiry_instants(outcome) == {
        "adjust:a": midnight(3),
        "adjust:b": midnight(10),
    }
    found = balances(outcome)
    assert outstanding_pending_available(found["main"]) == (-1, 0, -1)
    assert outstanding_pending_available(found["promo"]) == (9, 0, 9)
    assert next_expiry(found["promo"]) == (midnight(3), 9)
    assert allocated_points(outcome) == {
        ("adjust:b", "redeem:r"): 3,
        ("adjust:a", "redeem:s"): 1,
    }


def test_entries_of_one_instant_are_added_up_in_order() -> None:
    moved = facts(
        adjustments=[
            adjustment("a", 1, 10),
            Adjustment("z", "ann", midnight(3), 5),
            Adjustment("y", "ann", midnight(3), -2),
        ],
        redemptions=[Redemption("r", "ann", midnight(3), 1)],
    )
    outcome = points_on(3, moved, validity_days=2)
    rows = [row for row in outcome.points_ledger if row.occurred_at == midnight(3)]
    after = {row.entry_id: row.outstanding_after for row in rows}
    # expired, given, then taken: adjust:y before redeem:r
    assert after == {"expire:adjust:a": 0, "adjust:z": 5, "adjust:y": 3, "redeem:r": 2}
