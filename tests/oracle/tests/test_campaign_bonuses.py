"""The points that campaigns add to orders, worked out by hand."""

from tests.oracle.cases.campaign_cases import (
    bonus,
    bonus_points,
    multiplier,
)
from tests.oracle.cases.points_cases import (
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
from tests.oracle.replay import replay
from tests.oracle.tables.points_rows import PointsLedgerRow


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


def test_points_can_be_added_to_an_order_of_nothing() -> None:
    bought = facts(order("a", 1, 0), campaigns=[bonus("c", 5), multiplier("d", "9")])
    assert bonus_points(points_on(1, bought)) == {"c:a": 5}


def test_a_base_follows_the_rules_of_the_orders_day() -> None:
    rules = programme(
        version(), version(points={"per_currency_unit": 3}, effective_from="2020-06-02")
    )
    orders = [order("a", 1, 150), order("b", 2, 150)]
    bought = facts(*orders, campaigns=[multiplier("x", "2")])
    # 1.5 * 1 and 4.5 * 1
    assert bonus_points(replay(bought, rules, june(2))) == {"x:a": 1, "x:b": 4}
