"""Which campaigns apply to an order, worked out by hand."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.oracle.cases.campaign_cases import (
    bonus,
    bonus_points,
    campaign,
    discount,
    multiplier,
)
from tests.oracle.cases.points_cases import (
    at,
    main_balance,
    midnight,
    outstanding_pending_available,
    points_on,
)
from tests.oracle.cases.programme_cases import (
    facts,
    june,
    noon,
    order,
    programme,
    version,
)
from tests.oracle.facts.feeds import Facts, Member, Order, TierGrant
from tests.oracle.replay import replay
from tests.oracle.tables.points_rows import PointsLedgerRow

SECOND = timedelta(seconds=1)


def bought_at(instant: datetime) -> Order:
    return Order("a", "ann", instant, 1000, "USD")


def test_a_bonus_is_an_entry_of_its_order_and_its_campaign() -> None:
    bought = facts(order("a", 2, 12500), campaigns=[multiplier("c", "1.5")])
    outcome = points_on(2, bought, pending_days=3, validity_days=5)
    # 125.00 * (1.5 - 1) = 62.5
    # available on the 5th, and 5 days long: until the 10th begins
    assert outcome.points_ledger[0] == PointsLedgerRow(
        entry_id="campaign_bonus:c:a",
        member_id="ann",
        wallet="main",
        entry_type="campaign_bonus",
        points=62,
        occurred_at=noon(2),
        available_at=noon(5),
        expires_at=midnight(10),
        source_id="a",
        campaign_id="c",
        rule_version=1,
        outstanding_after=62,
        is_scheduled=False,
    )
    found = main_balance(outcome)
    assert outstanding_pending_available(found) == (187, 187, 0)
    assert found.earned == 187


def test_a_bonus_is_of_the_exact_base_whatever_is_carried() -> None:
    # 3.32 * 0.3 = 0.996 each; 3.34 * 0.3 = 1.002
    orders = [order("a", 1, 332), order("b", 2, 332), order("c", 3, 334)]
    bought = facts(*orders, campaigns=[multiplier("x", "1.3")])
    assert bonus_points(points_on(3, bought, rounding="carry")) == {"x:c": 1}


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


def test_points_can_be_added_to_an_order_of_nothing() -> None:
    bought = facts(order("a", 1, 0), campaigns=[bonus("c", 5), multiplier("d", "9")])
    assert bonus_points(points_on(1, bought)) == {"c:a": 5}


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


def test_a_base_follows_the_rules_of_the_orders_day() -> None:
    rules = programme(
        version(), version(points={"per_currency_unit": 3}, effective_from="2020-06-02")
    )
    orders = [order("a", 1, 150), order("b", 2, 150)]
    bought = facts(*orders, campaigns=[multiplier("x", "2")])
    # 1.5 * 1 and 4.5 * 1
    assert bonus_points(replay(bought, rules, june(2))) == {"x:a": 1, "x:b": 4}
