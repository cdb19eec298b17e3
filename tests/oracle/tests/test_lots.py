"""How lots line up, and how that moves their ends, worked out by hand."""

from datetime import date

from tests.oracle.cases.points_cases import (
    PLAIN,
    adjustment,
    allocated_points,
    expiry_instants,
    instants_and_points,
    midnight,
    order_return,
    points_on,
    redemption,
)
from tests.oracle.cases.programme_cases import facts, order, programme, version
from tests.oracle.facts.feeds import Facts
from tests.oracle.replay import Outcome, replay


def under_new_rules(given_facts: Facts, before: int | None, after: int) -> Outcome:
    """Replay all of June; points are valid for `after` days from the 2nd on."""
    rules = programme(
        version(points=PLAIN | {"validity_days": before, "pending_days": 2}),
        version(
            points=PLAIN | {"validity_days": after, "pending_days": 2},
            effective_from="2020-06-02",
        ),
    )
    return replay(given_facts, rules, date(2020, 6, 30))


def test_later_points_never_expire_before_earlier_ones() -> None:
    changes = [adjustment("a", 1, 10), adjustment("b", 2, 5), adjustment("c", 9, 3)]
    outcome = under_new_rules(facts(adjustments=changes), before=9, after=2)
    # nominally the 10th, the 4th and the 11th
    expected = {
        "adjust:a": midnight(10),
        "adjust:b": midnight(10),
        "adjust:c": midnight(11),
    }
    assert expiry_instants(outcome) == expected


def test_after_points_without_end_none_ends() -> None:
    changes = [adjustment("a", 1, 10), adjustment("b", 2, 5)]
    outcome = under_new_rules(facts(adjustments=changes), before=None, after=2)
    assert expiry_instants(outcome) == {"adjust:a": None, "adjust:b": None}


def test_a_lot_shrunk_to_nothing_still_holds_later_ones() -> None:
    # available on the 3rd until the 23rd, but all came back on the 2nd
    moved = facts(
        order("a", 1, 1000),
        returns=[order_return("r", "a", 2, 1000)],
        adjustments=[adjustment("b", 5, 7)],
    )
    outcome = under_new_rules(moved, before=20, after=2)
    assert expiry_instants(outcome) == {
        "earn:a": midnight(23),
        "adjust:b": midnight(23),
    }
    assert instants_and_points(outcome, "expire:") == {"adjust:b": (midnight(23), -7)}


def test_a_pending_lot_stands_in_line_by_when_it_can_be_used() -> None:
    # the order of the 1st is available on the 3rd, behind what was given on the 2nd
    moved = facts(
        order("a", 1, 1000),
        adjustments=[adjustment("b", 2, 7)],
        redemptions=[redemption("r", 4, 8)],
    )
    outcome = points_on(4, moved, pending_days=2, validity_days=9)
    assert allocated_points(outcome) == {
        ("adjust:b", "redeem:r"): 7,
        ("earn:a", "redeem:r"): 1,
    }
    assert expiry_instants(outcome) == {
        "adjust:b": midnight(11),
        "earn:a": midnight(12),
    }
