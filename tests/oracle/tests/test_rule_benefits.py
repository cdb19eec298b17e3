"""Benefits of the rules, worked out by hand."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.oracle.cases.benefit_cases import (
    MemberBenefit,
    benefit,
    benefits_on,
    tier_grant,
)
from tests.oracle.cases.programme_cases import facts, june, noon, order, programme
from tests.oracle.facts.feeds import Facts, Member
from tests.oracle.replay import replay

ANN = Member("ann", noon(1))


def test_a_tier_is_offered_its_benefits_while_it_is_held() -> None:
    given = facts(tier_grants=[tier_grant(3, 5)])
    tea = benefit("tea")
    assert benefits_on(given, 2, tea) == {}
    expected = {"tea": MemberBenefit("gift", None, None, "rule", june(3), june(6))}
    assert benefits_on(given, 3, tea) == benefits_on(given, 5, tea) == expected
    assert benefits_on(given, 6, tea) == {}


def test_a_higher_tier_is_not_offered_what_a_lower_one_is() -> None:
    given = facts(tier_grants=[tier_grant(1, None, "diamond")])
    offered = [benefit("tea"), benefit("tee", tiers=["ordinary", "diamond"])]
    found = benefits_on(given, 1, *offered)
    assert found == {"tee": MemberBenefit("gift", None, None, "rule", june(1), None)}


def test_without_a_tier_nothing_of_the_rules_is_offered() -> None:
    every = [benefit(code, tiers=[code]) for code in ("ordinary", "gold", "diamond")]
    assert benefits_on(facts(), 1, *every) == {}


def test_a_control_member_has_no_benefit() -> None:
    members = [replace(ANN, control_group=True)]
    assert (
        benefits_on(Facts(members, tier_grants=[tier_grant(1, 9)]), 1, benefit("tea"))
        == {}
    )


@pytest.mark.parametrize(
    ("kind", "value", "share", "cents"),
    [
        ("discount", 0.05, 500, None),
        ("credit", 12.5, None, 1250),
        ("score_credit", 0.3, 3000, 0),
        ("service", None, None, None),
        ("event_access", None, None, None),
    ],
)
def test_each_kind_has_its_value(
    kind: str, value: float | None, share: int | None, cents: int | None
) -> None:
    offered = benefit("x", kind, **({} if value is None else {"value": value}))
    found = benefits_on(facts(tier_grants=[tier_grant(1, 1)]), 1, offered)
    assert found == {"x": MemberBenefit(kind, share, cents, "rule", june(1), june(2))}


def test_values_by_tier() -> None:
    values = {"gold": 0.05, "diamond": 0.1}
    offered = benefit("x", "discount", tiers=["gold", "diamond"], values=values)
    given = facts(tier_grants=[tier_grant(1, 1), tier_grant(2, 2, "diamond")])
    assert [benefits_on(given, day, offered)["x"].value_bp for day in (1, 2)] == [
        500,
        1000,
    ]


def test_a_credit_for_the_score() -> None:
    # A score of 610.00 without target, at 0.3 a point: 183.00
    spend = {"code": "spend", "measure": "order_amount", "weight": 1}
    rules = programme(benefits=[benefit("x", "score_credit", value=0.3)])
    rules["versions"][0]["metrics"] = [spend | {"normalise": "none"}]
    given = facts(order("a", 1, 61000), tier_grants=[tier_grant(1, None)])
    (row,) = replay(given, rules, june(1)).member_benefits
    assert (row.value_bp, row.amount_cents) == (3000, 18300)
    # 0.09 * 0.3333 = 0.029997: whole cents only
    rules["benefits"][0]["value"] = 0.3333
    given = facts(order("a", 1, 9), tier_grants=[tier_grant(1, None)])
    (row,) = replay(given, rules, june(1)).member_benefits
    assert (row.value_bp, row.amount_cents) == (3333, 2)


def test_days_of_a_benefit_are_both_included_and_bound_by_the_tier() -> None:
    given = facts(tier_grants=[tier_grant(3, 9)])
    days: dict[str, Any] = {"valid_from": "2020-06-05", "valid_to": date(2020, 6, 6)}
    tea, early = benefit("tea", **days), benefit("early", valid_to="2020-06-04")
    late = benefit("late", valid_from="2020-06-09", valid_to="9999-12-31")
    all_ = (tea, early, late)
    found = [
        {
            code: (x.valid_from, x.valid_to)
            for code, x in benefits_on(given, day, *all_).items()
        }
        for day in range(3, 10)
    ]
    first, second = {"early": (june(3), june(5))}, {"tea": (june(5), june(7))}
    third = {"late": (june(9), june(10))}
    assert found == [first, first, second, second, {}, {}, third]
