"""Whom campaigns were for, and who could have had them, worked out by hand."""

import pytest

from tests.oracle.cases.benefit_cases import tier_grant
from tests.oracle.cases.campaign_cases import bonus, campaign, discount
from tests.oracle.cases.performance_cases import (
    facts_of,
    performance_on,
)
from tests.oracle.cases.points_cases import at, midnight
from tests.oracle.cases.programme_cases import facts, june, noon
from tests.oracle.facts.campaign_feeds import CampaignTarget
from tests.oracle.facts.feeds import Member


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
