"""When points expire, and in which order, worked out by hand."""

from tests.oracle.cases.points_cases import (
    adjustment,
    allocated_points,
    balances,
    expiry_instants,
    instants_and_points,
    main_balance,
    midnight,
    points_on,
    redemption,
)
from tests.oracle.cases.programme_cases import facts
from tests.oracle.facts.feeds import Adjustment, Redemption


def test_what_is_left_of_a_lot_expires_at_the_start_of_a_day() -> None:
    moved = facts(
        adjustments=[adjustment("a", 1, 10)], redemptions=[redemption("r", 2, 4)]
    )
    outcome = points_on(3, moved, validity_days=2)
    line = outcome.points_ledger[1]
    assert line[:5] == ("expire:adjust:a", "ann", "main", "expire", -6)
    assert line[5:] == (midnight(3), None, None, "adjust:a", None, 1, 0, False)
    assert outcome.points_allocations[0] == (
        *("adjust:a", "expire:adjust:a", "ann", "main", 6),
    )
    assert main_balance(outcome)[5] == 6


def test_what_will_expire_is_scheduled_and_announced() -> None:
    changes = [adjustment("a", 1, 10), adjustment("b", 1.1, 5), adjustment("c", 2, 7)]
    outcome = points_on(2, facts(adjustments=changes), validity_days=2)
    scheduled = {line[0]: line[12] for line in outcome.points_ledger if line[4] < 0}
    assert scheduled == {f"expire:adjust:{name}": True for name in "abc"}
    assert main_balance(outcome)[:6] == (22, 0, 22, 0, 0, 0)
    assert main_balance(outcome)[8:] == (midnight(3), 15)
    # on the 3rd two lots have gone and the third is next
    later = points_on(3, facts(adjustments=changes), validity_days=2)
    assert main_balance(later)[5] == 15
    assert main_balance(later)[8:] == (midnight(4), 7)


def test_points_without_a_validity_never_expire() -> None:
    outcome = points_on(9, facts(adjustments=[adjustment("a", 1, 10)]))
    assert expiry_instants(outcome) == {"adjust:a": None}
    assert outcome.points_allocations == []
    assert main_balance(outcome)[8:] == (None, None)


def test_points_expire_before_they_are_spent_at_one_instant() -> None:
    moved = facts(
        adjustments=[adjustment("a", 1, 10), adjustment("b", 5, 6)],
        redemptions=[Redemption("r", "ann", midnight(3), 4)],
    )
    outcome = points_on(3, moved, validity_days=2)
    assert main_balance(outcome)[:3] == (-4, 0, -4)
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
    assert found["main"][:3] == (-1, 0, -1)
    assert found["promo"][:3] == (9, 0, 9)
    assert found["promo"][8:] == (midnight(3), 9)
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
    after = {
        line[0]: line[11] for line in outcome.points_ledger if line[5] == midnight(3)
    }
    # expired, given, then taken: adjust:y before redeem:r
    assert after == {"expire:adjust:a": 0, "adjust:z": 5, "adjust:y": 3, "redeem:r": 2}
