"""What came of campaigns of points, worked out by hand."""

import pytest

from tests.oracle.cases.benefit_cases import tier_grant
from tests.oracle.cases.campaign_cases import bonus, campaign, discount, multiplier
from tests.oracle.cases.columns import columns
from tests.oracle.cases.performance_cases import (
    SHARE,
    facts_of,
    order_of,
    performance_on,
)
from tests.oracle.cases.points_cases import at, midnight, order_return
from tests.oracle.cases.programme_cases import facts, june, noon, order
from tests.oracle.facts.campaign_feeds import CampaignTarget
from tests.oracle.facts.feeds import Member
from tests.oracle.tables.benefit_rows import CampaignPerformanceRow


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
    expected = CampaignPerformanceRow(
        campaign_id="x",
        targeted=3,
        eligible=2,
        participants=1,
        orders=2,
        revenue_cents=1500,
        bonus_points=15,
        clawed_back_points=0,
        budget_points=None,
        budget_left=None,
        is_overspent=False,
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


def test_targets_are_the_known_members_among_them() -> None:
    aimed = [
        bonus("x", 5, audience="targeted"),
        discount("y", "0.1", audience="targeted"),
    ]
    names = ["ann", "con", "eve", "fay"]
    targets = [CampaignTarget("x", name) for name in names]
    given = facts_of("ann", "bob", "con", campaigns=aimed, campaign_targets=targets)
    given.members.append(Member("fay", noon(5)))
    assert {
        name: (row.targeted, row.eligible)
        for name, row in performance_on(given, 4).items()
    } == {
        "x": (2, 1),
        "y": (0, 0),
    }
    row = performance_on(given, 5)["x"]
    assert (row.targeted, row.eligible) == (3, 2)


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
    rows = [performance_on(given, day)["x"] for day in (1, 2, 4, 5)]
    assert [(row.targeted, row.eligible) for row in rows] == [
        (1, 0),
        (1, 1),
        (2, 2),
        (3, 2),
    ]


def test_campaigns_that_wait_or_are_gone_are_not_shown() -> None:
    gone = bonus("z", 5, updated_at=at(9), deleted_at=at(9), landed_on=june(9))
    given = facts(campaigns=[bonus("w", 5, wallet="lost"), bonus("z", 5), gone])
    given.campaigns += [discount("v", "0.1", min_tier="emerald"), bonus("u", 5)]
    assert list(performance_on(given, 1)) == ["u"]
