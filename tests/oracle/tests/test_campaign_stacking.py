"""Several campaigns at one order, their limits, and what becomes of their points."""

from dataclasses import replace

import pytest

from tests.oracle.cases.campaign_cases import (
    ADDITIVE,
    bonus,
    bonus_points,
    multiplier,
    replay_campaigns,
)
from tests.oracle.cases.points_cases import (
    at,
    balances,
    order_return,
    points_by_entry,
    points_on,
)
from tests.oracle.cases.programme_cases import facts, june, order, programme, version
from tests.oracle.replay import replay

THREE = [multiplier("double", "2"), multiplier("half", "1.5"), bonus("thirty", 30)]


def test_the_best_of_three() -> None:
    found = points_by_entry(points_on(1, facts(order("a", 1, 12500), campaigns=THREE)))
    assert found == {"earn:a": 125, "campaign_bonus:double:a": 125}
    assert sum(found.values()) == 250


def test_all_of_three() -> None:
    bought = facts(order("a", 1, 12500), campaigns=THREE)
    found = points_by_entry(replay_campaigns(1, bought, {}, **ADDITIVE))
    # 125 + 125 + 62 + 30
    assert sorted(found.values()) == [30, 62, 125, 125]
    assert sum(found.values()) == 342


def test_the_best_differs_by_order() -> None:
    orders = [order("a", 1, 2900), order("b", 1, 3000), order("c", 1, 3100)]
    offered = [multiplier("double", "2"), bonus("thirty", 30)]
    found = bonus_points(points_on(1, facts(*orders, campaigns=offered)))
    assert found == {"thirty:a": 30, "double:b": 30, "double:c": 31}


@pytest.mark.parametrize(
    ("priorities", "best"),
    [([0, 0, 0], "B"), ([1, 0, 1], "a"), ([0, 0, 1], "b"), ([-1, -2, -1], "a")],
)
def test_ties_go_to_priority_then_to_the_lower_id(
    priorities: list[int], best: str
) -> None:
    # Capital letters come before small ones: B, a, b
    named = zip(["a", "B", "b"], priorities, strict=True)
    offered = [bonus(name, 5, priority=priority) for name, priority in named]
    for campaigns in (offered, offered[::-1]):
        bought = facts(order("o", 1, 100), campaigns=campaigns)
        assert bonus_points(points_on(1, bought)) == {f"{best}:o": 5}


def test_points_come_before_priority() -> None:
    offered = [bonus("a", 5, priority=9), bonus("b", 6)]
    bought = facts(order("o", 1, 100), campaigns=offered)
    assert bonus_points(points_on(1, bought)) == {"b:o": 6}


def test_stacking_is_of_the_version_on_the_orders_day() -> None:
    rules = programme(version(), version(effective_from="2020-06-02", **ADDITIVE))
    orders = [order("o", 1, 100), order("p", 2, 100)]
    bought = facts(*orders, campaigns=[bonus("a", 5), bonus("b", 6)])
    found = bonus_points(replay(bought, rules, june(2)))
    assert found == {"b:o": 6, "a:p": 5, "b:p": 6}


def test_a_limit_cuts_an_order_in_the_middle() -> None:
    orders = [order(name, 1, 1000) for name in "cba"]
    orders.append(replace(orders[0], order_id="z", ordered_at=at(1, seconds=-1)))
    bought = facts(*orders, campaigns=[multiplier("x", "2", max_points_per_member=25)])
    # z is first; a, b and c are at one instant: 10, 10, 5 and none
    assert bonus_points(points_on(1, bought)) == {"x:z": 10, "x:a": 10, "x:b": 5}


def test_nothing_takes_the_place_of_what_is_cut() -> None:
    offered = [bonus("a", 9, max_points_per_member=10), bonus("b", 8)]
    orders = [order(name, 1, 100) for name in "opq"]
    found = bonus_points(points_on(1, facts(*orders, campaigns=offered)))
    assert found == {"a:o": 9, "a:p": 1}


@pytest.mark.parametrize("limit", [0, 5])
def test_a_limit_counts_what_was_given_not_what_is_left(limit: int) -> None:
    orders = [order("o", 1, 100), order("p", 3, 100)]
    offered = [bonus("a", 5, max_points_per_member=limit)]
    returned = facts(
        *orders, campaigns=offered, returns=[order_return("r", "o", 2, 100)]
    )
    assert bonus_points(points_on(3, returned)) == ({"a:o": 5} if limit else {})


def test_a_bonus_is_clawed_back_from_its_wallet() -> None:
    bought = facts(
        order("o", 1, 1000),
        campaigns=[bonus("a", 7, wallet="promo")],
        returns=[order_return("r", "o", 2, 500)],
    )
    rules = {"wallets": {"promo": {"validity_days": 3}}}
    outcome = points_on(4, bought, **rules)
    # 7 * 500 div 1000 = 3 are kept, and expire as the 4th begins
    found = points_by_entry(outcome)
    assert found["clawback:r:campaign_bonus:a:o"] == -4
    assert found["expire:campaign_bonus:a:o"] == -3
    promo = balances(outcome)["promo"]
    assert (promo.earned, promo.clawed_back, promo.expired) == (7, 4, 3)
