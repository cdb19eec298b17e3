"""When points expire, and in which order, worked out by hand."""

from tests.oracle.cases.points_cases import (
    balances,
    dated,
    ends,
    given,
    main,
    paid,
    points_on,
    spent,
    start,
)
from tests.oracle.cases.programme_cases import facts
from tests.oracle.facts.feeds import Adjustment, Redemption


def test_what_is_left_of_a_lot_expires_at_the_start_of_a_day() -> None:
    moved = facts(adjustments=[given("a", 1, 10)], redemptions=[spent("r", 2, 4)])
    outcome = points_on(3, moved, validity_days=2)
    line = outcome.points_ledger[1]
    assert line[:5] == ("expire:adjust:a", "ann", "main", "expire", -6)
    assert line[5:] == (start(3), None, None, "adjust:a", None, 1, 0, False)
    assert outcome.points_allocations[0] == (
        *("adjust:a", "expire:adjust:a", "ann", "main", 6),
    )
    assert main(outcome)[5] == 6


def test_what_will_expire_is_scheduled_and_announced() -> None:
    changes = [given("a", 1, 10), given("b", 1.1, 5), given("c", 2, 7)]
    outcome = points_on(2, facts(adjustments=changes), validity_days=2)
    scheduled = {line[0]: line[12] for line in outcome.points_ledger if line[4] < 0}
    assert scheduled == {f"expire:adjust:{name}": True for name in "abc"}
    assert main(outcome)[:6] == (22, 0, 22, 0, 0, 0)
    assert main(outcome)[8:] == (start(3), 15)
    # on the 3rd two lots have gone and the third is next
    later = points_on(3, facts(adjustments=changes), validity_days=2)
    assert main(later)[5] == 15
    assert main(later)[8:] == (start(4), 7)


def test_points_without_a_validity_never_expire() -> None:
    outcome = points_on(9, facts(adjustments=[given("a", 1, 10)]))
    assert ends(outcome) == {"adjust:a": None}
    assert outcome.points_allocations == []
    assert main(outcome)[8:] == (None, None)


def test_points_expire_before_they_are_spent_at_one_instant() -> None:
    moved = facts(
        adjustments=[given("a", 1, 10), given("b", 5, 6)],
        redemptions=[Redemption("r", "ann", start(3), 4)],
    )
    outcome = points_on(3, moved, validity_days=2)
    assert main(outcome)[:3] == (-4, 0, -4)
    # what comes later pays, and only the rest of it expires
    outcome = points_on(9, moved, validity_days=2)
    assert paid(outcome) == {("adjust:b", "redeem:r"): 4}
    assert dated(outcome, "expire:adjust:") == {
        "a": (start(3), -10),
        "b": (start(7), -2),
    }


def test_points_given_as_others_expire_do_not_expire_with_them() -> None:
    changes = [given("a", 1, 10), Adjustment("b", "ann", start(3), 6)]
    found = dated(points_on(9, facts(adjustments=changes), validity_days=2), "expire:")
    assert found == {"adjust:a": (start(3), -10), "adjust:b": (start(5), -6)}


def test_wallets_expire_and_pay_each_for_itself() -> None:
    moved = facts(
        adjustments=[given("a", 1, 10, "promo"), given("b", 1, 3)],
        redemptions=[spent("r", 1.1, 4), spent("s", 1.2, 1, wallet="promo")],
    )
    wallets = {"promo": {"validity_days": 2}}
    outcome = points_on(2, moved, validity_days=9, wallets=wallets)
    assert ends(outcome) == {"adjust:a": start(3), "adjust:b": start(10)}
    found = balances(outcome)
    assert found["main"][:3] == (-1, 0, -1)
    assert found["promo"][:3] == (9, 0, 9)
    assert found["promo"][8:] == (start(3), 9)
    assert paid(outcome) == {("adjust:b", "redeem:r"): 3, ("adjust:a", "redeem:s"): 1}


def test_entries_of_one_instant_are_added_up_in_order() -> None:
    moved = facts(
        adjustments=[
            given("a", 1, 10),
            Adjustment("z", "ann", start(3), 5),
            Adjustment("y", "ann", start(3), -2),
        ],
        redemptions=[Redemption("r", "ann", start(3), 1)],
    )
    outcome = points_on(3, moved, validity_days=2)
    after = {line[0]: line[11] for line in outcome.points_ledger if line[5] == start(3)}
    # expired, given, then taken: adjust:y before redeem:r
    assert after == {"expire:adjust:a": 0, "adjust:z": 5, "adjust:y": 3, "redeem:r": 2}
