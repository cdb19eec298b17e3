"""What came of campaigns of points, worked out by hand."""

import pytest

from tests.oracle.cases.benefit_cases import tier_grant
from tests.oracle.cases.campaign_cases import bonus, campaign, discount, multiplier
from tests.oracle.cases.performance_cases import (
    Came,
    facts_of,
    order_of,
    performance_on,
)
from tests.oracle.cases.points_cases import at, midnight, order_return
from tests.oracle.cases.programme_cases import facts, june, noon, order
from tests.oracle.facts.campaign_feeds import CampaignTarget
from tests.oracle.facts.feeds import Member


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
    expected = Came(3, 2, 1, 2, 1500, 15, 0, None, None, False)
    assert performance_on(given, 2) == {"x": expected}
    assert performance_on(given, 1)["x"][2:6] == (1, 1, 1000, 10)


def test_what_comes_back_lowers_revenue_however_late() -> None:
    returns = [
        order_return("r", "a", 2, 500),
        order_return("s", "a", 9, 900),
        order_return("t", "b", 9, 100),
    ]
    orders = [order("a", 1, 1000), order("b", 1, 1000)]
    given = facts(*orders, returns=returns, campaigns=[multiplier("x", "2")])
    # up to the 4th points are taken back: 5; s counts for the 5.00 left, t for 1.00
    assert performance_on(given, 8, clawback_days=3)["x"][4:7] == (1500, 20, 5)
    assert performance_on(given, 9, clawback_days=3)["x"][4:7] == (900, 20, 5)


def test_clawbacks_of_other_credits_of_the_order_are_none_of_it() -> None:
    given = facts(
        order("a", 1, 1000),
        returns=[order_return("r", "a", 2, 1000), order_return("s", "a", 3, 1)],
        campaigns=[bonus("x", 7), bonus("y", 6)],
    )
    found = performance_on(given, 3)
    assert found["x"][2:7] == (1, 1, 0, 7, 7)
    assert found["y"][2:7] == (0, 0, 0, 0, 0)


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
    assert performance_on(given, 1)["x"][5:] == (10, 10, budget, left, overspent)


def test_targets_are_the_known_members_among_them() -> None:
    aimed = [
        bonus("x", 5, audience="targeted"),
        discount("y", "0.1", audience="targeted"),
    ]
    names = ["ann", "con", "eve", "fay"]
    targets = [CampaignTarget("x", name) for name in names]
    given = facts_of("ann", "bob", "con", campaigns=aimed, campaign_targets=targets)
    given.members.append(Member("fay", noon(5)))
    assert {name: row[:2] for name, row in performance_on(given, 4).items()} == {
        "x": (2, 1),
        "y": (0, 0),
    }
    assert performance_on(given, 5)["x"][:2] == (3, 2)


@pytest.mark.parametrize(
    ("first", "last", "able"),
    [
        (1, 2, [0] * 9),
        (1, 3, [0, 0] + [1] * 7),
        (5, 7, [0] * 4 + [1] * 5),
        (6, 9, [0] * 9),
    ],
)
def test_whoever_held_the_tier_on_one_of_its_days_was_able(
    first: int, last: int, able: list[int]
) -> None:
    # Gold from the 3rd to the 5th
    starts, ends = at(first, hours=11), midnight(last)
    given = facts(tier_grants=[tier_grant(3, 5)])
    offered = campaign("x", min_tier="gold", starts_at=starts, ends_at=ends)
    given.campaigns.append(offered)
    assert [performance_on(given, day)["x"].eligible for day in range(1, 10)] == able


def test_registered_members_are_able_where_no_tier_is_asked_for() -> None:
    window = {"starts_at": midnight(2), "ends_at": midnight(4)}
    given = facts(campaigns=[bonus("x", 5, **window)])
    given.members += [Member("bob", noon(4)), Member("cat", noon(5))]
    found = [performance_on(given, day)["x"][:2] for day in (1, 2, 4, 5)]
    assert found == [(1, 0), (1, 1), (2, 2), (3, 2)]


def test_campaigns_that_wait_or_are_gone_are_not_shown() -> None:
    gone = bonus("z", 5, updated_at=at(9), deleted_at=at(9), landed_on=june(9))
    given = facts(campaigns=[bonus("w", 5, wallet="lost"), bonus("z", 5), gone])
    given.campaigns += [discount("v", "0.1", min_tier="emerald"), bonus("u", 5)]
    assert list(performance_on(given, 1)) == ["u"]
