"""Campaigns that give benefits and no points, worked out by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.oracle.cases.benefit_cases import MemberBenefit, benefits_on, tier_grant
from tests.oracle.cases.campaign_cases import bonus, campaign, discount, multiplier
from tests.oracle.cases.points_cases import at, midnight
from tests.oracle.cases.programme_cases import facts, june, noon, programme
from tests.oracle.facts.campaign_feeds import CampaignTarget
from tests.oracle.facts.feeds import Facts, Member
from tests.oracle.replay import replay
from tests.oracle.tables.benefit_rows import MemberBenefitsRow


def test_a_campaign_is_a_benefit_from_its_first_day_to_its_last() -> None:
    window = {"starts_at": at(2, hours=11), "ends_at": midnight(5)}
    given = facts(campaigns=[discount("x", "0.15", **window)])
    expected = MemberBenefit("discount", 1500, None, "campaign", june(2), june(6))
    found = [benefits_on(given, day) for day in range(1, 7)]
    assert found == [{}, *[{"campaign:x": expected}] * 4, {}]


def test_the_last_day_is_a_local_one() -> None:
    # 16:00 UTC on the 5th is midnight, the 6th, in Shanghai
    ends = datetime(2020, 6, 5, 16, tzinfo=UTC)
    given = facts(campaigns=[campaign("x", starts_at=midnight(2), ends_at=ends)])
    rules = programme(timezone="Asia/Shanghai")
    days = [replay(given, rules, june(day)).member_benefits for day in (6, 7)]
    assert [len(lines) for lines in days] == [1, 0]
    assert days[0][0] == MemberBenefitsRow(
        member_id="ann",
        benefit_code="campaign:x",
        as_of=june(6),
        kind="event_access",
        value_bp=None,
        amount_cents=None,
        source="campaign",
        valid_from=june(2),
        valid_to=june(7),
    )


def test_where_a_tier_is_asked_for_it_must_be_held_now() -> None:
    offered = [campaign("x", min_tier="gold", starts_at=midnight(2), ends_at=at(9))]
    given = facts(tier_grants=[tier_grant(4, 6, "diamond"), tier_grant(7, None)])
    given.campaigns.extend(offered)
    found = [benefits_on(given, day).get("campaign:x") for day in (3, 4, 7, 10)]
    days = [h and (h.valid_from, h.valid_to) for h in found]
    # the diamond days, then the gold days as long as the campaign lasts
    assert days == [None, (june(4), june(7)), (june(7), june(10)), None]


def test_where_no_tier_is_asked_for_nobody_needs_one() -> None:
    given = facts(tier_grants=[tier_grant(3, 4)], campaigns=[campaign("x")])
    held = {
        2: (june(1), date(2020, 7, 2)),
        3: (june(3), june(5)),
        5: (june(5), date(2020, 7, 2)),
    }
    for day, days in held.items():
        found = benefits_on(given, day)["campaign:x"]
        assert (found.valid_from, found.valid_to) == days


@pytest.mark.parametrize("control", [False, True])
def test_only_for_targets_and_never_for_control_members(control: bool) -> None:
    aimed = {"audience": "targeted"}
    offered = [
        discount("x", "0.1", **aimed),
        discount("y", "0.1", **aimed),
        discount("z", "0.1"),
    ]
    members = [Member("ann", noon(1), control_group=control)]
    targets = [CampaignTarget("x", "ann"), CampaignTarget("y", "bob")]
    given = Facts(members, campaigns=offered, campaign_targets=targets)
    assert sorted(benefits_on(given, 1)) == (
        [] if control else ["campaign:x", "campaign:z"]
    )


def test_campaigns_of_points_withdrawn_ones_and_those_that_wait_are_none() -> None:
    gone = discount("c", "0.1")
    waits = [
        discount("d", "0.1", wallet="lost"),
        discount("e", "0.1", min_tier="emerald"),
    ]
    offered = [bonus("a", 5), multiplier("b", "2"), gone, *waits]
    offered.append(replace(gone, updated_at=at(3), deleted_at=at(3)))
    assert benefits_on(facts(campaigns=offered), 1) == {}
