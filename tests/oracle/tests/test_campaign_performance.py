"""What came of campaigns of points, worked out by hand."""

import pytest

from tests.oracle.cases.campaign_cases import bonus, multiplier
from tests.oracle.cases.columns import columns
from tests.oracle.cases.performance_cases import (
    SHARE,
    facts_of,
    order_of,
    performance_on,
    performance_row,
)
from tests.oracle.cases.points_cases import order_return
from tests.oracle.cases.programme_cases import facts, order


def test_orders_with_a_bonus_are_what_came_of_a_campaign() -> None:
    orders = [
        order_of("ann", "a", 1, 1000),
        order_of("ann", "b", 2, 500),
        order_of("bob", "c", 2, 99),
    ]
    orders += [order_of("con", "d", 1, 1000), order_of("eve", "e", 1, 1000)]
    given = facts_of(
        "ann", "bob", "con", orders=orders, campaigns=[multiplier("x", "2")]
    )
    # 10 and 5; of 0.99 nothing, so that bob had no part; eve is not known
    expected = performance_row(
        "x",
        targeted=3,
        eligible=2,
        participants=1,
        orders=2,
        revenue_cents=1500,
        bonus_points=15,
    )
    assert performance_on(given, 2) == {"x": expected}
    first = performance_on(given, 1)["x"]
    assert columns(first, *SHARE, "bonus_points") == (1, 1, 1000, 10)


def test_what_comes_back_lowers_revenue_however_late() -> None:
    returns = [
        order_return("r", "a", 2, 500),
        order_return("s", "a", 9, 900),
        order_return("t", "b", 9, 100),
    ]
    orders = [order("a", 1, 1000), order("b", 1, 1000)]
    given = facts(*orders, returns=returns, campaigns=[multiplier("x", "2")])
    # up to the 4th points are taken back: 5; s counts for the 5.00 left, t for 1.00
    for day, revenue in ((8, 1500), (9, 900)):
        row = performance_on(given, day, clawback_days=3)["x"]
        assert row.revenue_cents == revenue
        assert (row.bonus_points, row.clawed_back_points) == (20, 5)


def test_clawbacks_of_other_credits_of_the_order_are_none_of_it() -> None:
    given = facts(
        order("a", 1, 1000),
        returns=[order_return("r", "a", 2, 1000), order_return("s", "a", 3, 1)],
        campaigns=[bonus("x", 7), bonus("y", 6)],
    )
    found = performance_on(given, 3)
    points = ("bonus_points", "clawed_back_points")
    assert columns(found["x"], *SHARE, *points) == (1, 1, 0, 7, 7)
    assert columns(found["y"], *SHARE, *points) == (0, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("budget", "left", "overspent"),
    [
        (None, None, False),
        (11, 1, False),
        (10, 0, False),
        (9, -1, True),
        (0, -10, True),
    ],
)
def test_a_budget_is_watched_and_gets_nothing_back(
    budget: int | None, left: int | None, overspent: bool
) -> None:
    given = facts(
        order("a", 1, 1000), campaigns=[multiplier("x", "2", budget_points=budget)]
    )
    given.returns.append(order_return("r", "a", 1, 1000))
    row = performance_on(given, 1)["x"]
    assert (row.bonus_points, row.clawed_back_points) == (10, 10)
    assert (row.budget_points, row.budget_left) == (budget, left)
    assert row.is_overspent == overspent
