"""What must hold on the day for a benefit to be offered, worked out by hand."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.oracle.cases.benefit_cases import benefit, benefits_on, tier_grant
from tests.oracle.cases.programme_cases import facts, noon, order
from tests.oracle.facts.feeds import Facts, Member

ANN = Member("ann", noon(1))


@pytest.mark.parametrize(
    ("born", "month_of_birth"),
    [(date(1990, 6, 30), True), (date(1990, 7, 1), False), (None, False)],
)
def test_a_birthday_lasts_its_month(born: date | None, month_of_birth: bool) -> None:
    given = Facts([replace(ANN, birth_date=born)], tier_grants=[tier_grant(1, None)])
    cake = benefit("cake", when={"birthday_month": True})
    assert [bool(benefits_on(given, day, cake)) for day in (1, 30)] == [
        month_of_birth
    ] * 2


@pytest.mark.parametrize(
    ("day", "now"),
    [
        *((1, "none"), (2, "active"), (5, "active")),
        *((6, "at_risk"), (8, "at_risk"), (9, "lapsed")),
    ],
)
def test_engagement_is_by_days_since_the_last_order(day: int, now: str) -> None:
    # active for 3 days after an order, then at risk until the 6th
    bought = facts(order("a", 2, 1), order("b", 1, 1, status="cancelled"))
    bought.tier_grants.append(tier_grant(1, None))
    states = ["active", "at_risk", "lapsed", "none"]
    offered = [benefit(state, when={"engagement": [state]}) for state in states]
    both: dict[str, Any] = {"engagement": [now, "none"]}
    found = benefits_on(bought, day, *offered, benefit("both", when=both))
    assert sorted(found) == sorted([now, "both"])


def test_orders_of_a_lifetime_and_several_conditions() -> None:
    bought = facts(
        order("a", 1, 1), order("b", 2, 1), tier_grants=[tier_grant(1, None)]
    )
    two = {"min_lifetime_orders": 2}
    offered = [
        benefit("x", when=two),
        benefit("y", when=two | {"engagement": ["none"]}),
    ]
    assert [sorted(benefits_on(bought, day, *offered)) for day in (1, 2)] == [[], ["x"]]
