"""What an order and its member must be for a campaign to apply, worked out by hand."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.oracle.cases.campaign_cases import (
    bonus,
    bonus_points,
    campaign,
    discount,
)
from tests.oracle.cases.points_cases import (
    at,
    midnight,
    points_on,
)
from tests.oracle.cases.programme_cases import (
    facts,
    june,
    noon,
    order,
    programme,
)
from tests.oracle.facts.feeds import Facts, Member, Order, TierGrant
from tests.oracle.replay import replay

SECOND = timedelta(seconds=1)


def bought_at(instant: datetime) -> Order:
    return Order("a", "ann", instant, 1000, "USD")


@pytest.mark.parametrize(
    ("instant", "applies"),
    [
        (midnight(2) - SECOND, False),
        (midnight(2), True),
        (at(4), True),
        (at(4) + SECOND, False),
    ],
)
def test_both_ends_of_a_campaign_are_included(instant: datetime, applies: bool) -> None:
    window = {"starts_at": midnight(2), "ends_at": at(4)}
    bought = facts(bought_at(instant), campaigns=[bonus("c", 5, **window)])
    assert bonus_points(points_on(9, bought)) == ({"c:a": 5} if applies else {})


def test_an_order_must_be_large_enough_before_anything_comes_back() -> None:
    orders = [order("a", 1, 1999), order("b", 1, 2000)]
    bought = facts(*orders, campaigns=[bonus("c", 5, min_order_amount_cents=2000)])
    assert bonus_points(points_on(1, bought)) == {"c:b": 5}


@pytest.mark.parametrize("tier", [None, "ordinary", "gold", "diamond"])
def test_the_tier_on_the_day_of_the_order_counts(tier: str | None) -> None:
    # 85.00 is gold from the 2nd to the 5th; what b adds counts from the 3rd on
    orders = [order("a", 1, 8500), order("b", 2, 8500), order("c", 3, 100)]
    bought = facts(*orders, campaigns=[bonus("x", 5, min_tier=tier)])
    found = "abc" if tier is None else "c" if tier == "diamond" else "bc"
    assert bonus_points(points_on(3, bought)) == {f"x:{name}": 5 for name in found}


def test_the_day_of_the_order_is_the_local_one() -> None:
    # 16:00 UTC on the 1st is the 2nd in Shanghai, when the grant begins
    late, early = datetime(2020, 6, 1, 16, tzinfo=UTC), midnight(1)
    orders = [Order(n, "ann", t, 100, "USD") for n, t in (("a", early), ("b", late))]
    grant = TierGrant("g", "ann", "gold", june(2), june(2))
    given = facts(*orders, tier_grants=[grant])
    given.campaigns.append(bonus("x", 5, min_tier="gold"))
    rules = programme(timezone="Asia/Shanghai")
    assert bonus_points(replay(given, rules, june(2))) == {"x:b": 5}


def test_before_registration_nobody_has_a_tier_but_bonuses_count() -> None:
    offered = [bonus("x", 5), bonus("y", 9, min_tier="ordinary")]
    orders = [order("a", 1, 9900), order("b", 2, 100)]
    bought = facts(*orders, registered=3, campaigns=offered)
    assert bonus_points(points_on(3, bought)) == {"x:a": 5, "x:b": 5}


def test_a_control_member_gets_no_bonus() -> None:
    control = Member("ann", noon(1), control_group=True)
    given = Facts([control], [order("a", 1, 1000)], campaigns=[bonus("x", 5)])
    assert bonus_points(points_on(1, given)) == {}


def test_only_campaigns_of_points_give_points() -> None:
    offered = [discount("x", "0.5"), campaign("y")]
    assert (
        bonus_points(points_on(1, facts(order("a", 1, 100), campaigns=offered))) == {}
    )
