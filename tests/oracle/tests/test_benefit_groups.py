"""Benefits of one group, of which a member has the best; worked out by hand."""

from typing import Any

import pytest

from tests.oracle.cases.benefit_cases import benefit, benefits_on, tier_grant
from tests.oracle.cases.campaign_cases import campaign, discount
from tests.oracle.cases.programme_cases import facts

Document = dict[str, Any]


def best(*offered: Document, campaigns: tuple[Any, ...] = ()) -> list[str]:
    """Return what is had of a group."""
    given = facts(tier_grants=[tier_grant(1, None)], campaigns=list(campaigns))
    found = benefits_on(given, 1, *(one | {"group": "g"} for one in offered))
    assert {*benefits_on(given, 1, *offered, benefit("alone"))} >= {"alone", *found}
    return sorted(found)


def group_discount(code: str, value: float, **others: Any) -> Document:
    return benefit(code, "discount", value=value, **others)


def test_the_highest_value() -> None:
    assert best(group_discount("a", 0.05, priority=9), group_discount("b", 0.1)) == [
        "b"
    ]
    money = [benefit(c, "credit", value=v) for c, v in (("a", 9.99), ("b", 10))]
    assert best(*money) == ["b"]


def test_money_counts_before_the_share_it_is_of() -> None:
    # The score is 0, so both are worth nothing, whatever a point would be worth
    offered = [benefit(c, "score_credit", value=v) for c, v in (("a", 0.1), ("b", 9))]
    assert best(*offered) == ["a"]


@pytest.mark.parametrize(("priorities", "code"), [((0, 0), "a"), ((0, 1), "b")])
def test_ties_go_to_priority_then_to_the_lower_code(
    priorities: tuple[int, int], code: str
) -> None:
    of_a, of_b = priorities
    offered = [benefit("b", priority=of_b), benefit("a", priority=of_a)]
    assert best(*offered) == best(*offered[::-1]) == [code]


def test_other_tiers_and_other_groups_do_not_matter() -> None:
    assert best(
        group_discount("a", 0.05), group_discount("b", 0.5, tiers=["diamond"])
    ) == ["a"]
    given = facts(tier_grants=[tier_grant(1, None)])
    offered = [group_discount("a", 0.1, group="g"), group_discount("b", 0.2, group="h")]
    assert sorted(benefits_on(given, 1, *offered, group_discount("c", 0.1))) == [
        "a",
        "b",
        "c",
    ]


@pytest.mark.parametrize(
    ("share", "priority", "code"),
    [
        ("0.2", -1, "campaign:x"),
        ("0.1", 0, "a"),
        ("0.1", 1, "campaign:x"),
        ("0.0999", 9, "a"),
    ],
)
def test_a_group_mixes_rules_and_campaigns(
    share: str, priority: int, code: str
) -> None:
    given = discount("x", share, benefit_group="g", priority=priority)
    assert best(group_discount("a", 0.1), campaigns=(given,)) == [code]


def test_campaigns_without_a_group_stand_beside_all() -> None:
    given = (discount("x", "0.5"), campaign("y", benefit_group="h"))
    found = best(group_discount("a", 0.1), campaigns=given)
    assert found == ["a", "campaign:x", "campaign:y"]
