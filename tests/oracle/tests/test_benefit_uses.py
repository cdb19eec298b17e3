"""What came of campaigns that are benefits, and their uses; worked out by hand."""

from dataclasses import replace

from tests.oracle.cases.campaign_cases import bonus, campaign, discount
from tests.oracle.cases.columns import columns
from tests.oracle.cases.performance_cases import (
    SHARE,
    campaign_use,
    facts_of,
    order_of,
    performance_on,
    performance_row,
)
from tests.oracle.cases.points_cases import at, order_return
from tests.oracle.cases.programme_cases import facts, june, order, programme
from tests.oracle.held_back.held_back_rows import held_back
from tests.oracle.tables.benefit_rows import HeldBackRow


def test_uses_are_what_came_of_a_campaign_that_is_a_benefit() -> None:
    orders = [
        order_of("ann", "a", 1, 1000),
        order_of("bob", "b", 1, 300),
        order_of("ann", "c", 1, 50),
    ]
    uses = [
        campaign_use("1", "ann", 1, "a"),
        campaign_use("2", "ann", 2, "a"),
        campaign_use("3", "con", 2),
    ]
    uses += [campaign_use("4", "bob", 3, "b"), campaign_use("5", "eve", 1, "c")]
    given = facts_of("ann", "bob", "con", orders=orders, benefit_uses=uses)
    given.campaigns.append(discount("x", "0.1", budget_points=5))
    given.returns.append(order_return("r", "a", 2, 400))
    # one order used twice; con without an order; bob's use is to come; eve is not known
    expected = performance_row(
        "x",
        targeted=3,
        eligible=2,
        participants=2,
        orders=1,
        revenue_cents=600,
        budget_points=5,
        budget_left=5,
    )
    assert performance_on(given, 2) == {"x": expected}
    assert columns(performance_on(given, 3)["x"], *SHARE) == (3, 2, 900)


def test_orders_that_do_not_count_are_not_counted() -> None:
    orders = [
        order("a", 1, 100, status="cancelled"),
        replace(order("b", 1, 100), currency="EUR"),
        order("c", 3, 100),
        order_of("eve", "d", 1, 100),
    ]
    given = facts(*orders, campaigns=[campaign("x")])
    names = ["a", "b", "c", "d", "lost"]
    given.benefit_uses += [campaign_use(name, "ann", 1, name) for name in names]
    assert columns(performance_on(given, 2)["x"], *SHARE) == (1, 0, 0)
    assert columns(performance_on(given, 3)["x"], *SHARE) == (1, 1, 100)


def test_a_use_that_was_corrected_or_withdrawn() -> None:
    use, gone = campaign_use("1", "ann", 1, "a"), campaign_use("2", "ann", 1, "a")
    given = facts(order("a", 1, 100), campaigns=[campaign("x"), campaign("y")])
    given.benefit_uses += [use, gone, replace(gone, updated_at=at(5), deleted_at=at(5))]
    other = replace(use, updated_at=at(5), benefit_code="campaign:y")
    given.benefit_uses.append(other)
    found = performance_on(given, 1)
    assert (columns(found["x"], *SHARE), columns(found["y"], *SHARE)) == (
        (0, 0, 0),
        (1, 1, 100),
    )


def test_uses_do_not_matter_to_campaigns_of_points() -> None:
    given = facts(order("a", 1, 100), campaigns=[bonus("x", 5, min_tier="gold")])
    given.benefit_uses.append(campaign_use("1", "ann", 1, "a"))
    assert columns(performance_on(given, 1)["x"], *SHARE) == (0, 0, 0)


def test_a_use_waits_for_its_member_only() -> None:
    uses = [
        campaign_use("1", "eve", 2),
        campaign_use("2", "ann", 2, "lost", code="nowhere"),
    ]
    given = facts(benefit_uses=uses)
    found = [held_back(given, programme(), june(day)) for day in (1, 2)]
    assert found == [
        [],
        [HeldBackRow("benefit_uses", "1", "member", uses[0].landed_on)],
    ]
