"""club: ten members' benefits, and what campaigns make of an order of 125.00."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.programmes.computed_programme import Outcome, computed

AS_OF = date(2025, 6, 30)
OF_JUNE = "2025-06-01T00:00:00Z,2025-06-30T23:59:59Z"
TERMS = "benefit_group,min_tier,audience,budget_points"
RULES = Path(__file__).with_name("club.yaml")

LANDED = {
    "members": """
member_id,registered_at,birth_date,control_group
ada,2025-01-01T00:00:00Z,1990-05-31,
bea,2025-01-01T00:00:00Z,,
cyd,2025-01-01T00:00:00Z,,
dan,2025-01-01T00:00:00Z,1988-06-05,
eve,2025-01-01T00:00:00Z,1988-07-01,
fay,2025-01-01T00:00:00Z,,
gus,2025-01-01T00:00:00Z,1970-06-30,
hal,2025-01-01T00:00:00Z,1970-06-30,true
ivy,2025-01-01T00:00:00Z,,
jon,2025-01-01T00:00:00Z,,
kim,2025-01-01T00:00:00Z,,
lou,2025-01-01T00:00:00Z,,
""",
    "orders": """
order_id,member_id,ordered_at,amount,currency
a,ada,2025-06-10T12:00:00Z,100.00,EUR
b,bea,2025-06-10T12:00:00Z,600.00,EUR
c1,cyd,2025-06-08T12:00:00Z,200.00,EUR
c2,cyd,2025-06-09T12:00:00Z,200.00,EUR
c3,cyd,2025-06-10T12:00:00Z,200.00,EUR
d,dan,2025-01-10T12:00:00Z,100.00,EUR
e,eve,2025-04-15T12:00:00Z,100.00,EUR
f,fay,2025-06-10T12:00:00Z,100.00,EUR
h,hal,2025-06-10T12:00:00Z,600.00,EUR
j,jon,2025-06-29T23:59:59Z,100.00,EUR
k,kim,2025-06-14T23:59:59Z,125.00,EUR
l,lou,2025-06-15T00:00:00Z,125.00,EUR
""",
    "tier_grants": """
grant_id,member_id,tier,granted_from,granted_until,reason
vip,ivy,gold,2025-06-20,2025-07-10,guest of honour
""",
    "campaigns": f"""
campaign_id,kind,name,starts_at,ends_at,multiplier,bonus_points,discount,{TERMS}
sale,discount,Sale,2025-06-30T22:00:00Z,2025-07-05T21:59:59Z,,,0.15,price,,targeted,
party,exclusive_event,Party,2025-06-01T00:00:00Z,2025-06-30T00:00:00Z,,,,,gold,targeted,
over,discount,Over,2025-06-01T00:00:00Z,2025-06-29T23:59:59Z,,,0.50,price,,all,
double,points_multiplier,Double,{OF_JUNE},2,,,,,targeted,200
half,points_multiplier,Half as much again,{OF_JUNE},1.5,,,,,targeted,
thirty,bonus_points,Thirty,{OF_JUNE},,30,,,,targeted,
""",
    "campaign_targets": """
campaign_id,member_id
sale,fay
sale,gus
sale,hal
party,ada
party,bea
party,hal
double,kim
double,lou
half,kim
half,lou
thirty,kim
thirty,lou
""",
    "redemptions": """
redemption_id,member_id,redeemed_at,points,reward,cancelled_at
1,kim,2025-06-20T00:00:00Z,50,mug,
2,lou,2025-06-20T00:00:00Z,50,mug,2025-06-21T00:00:00Z
3,lou,2025-06-22T00:00:00Z,20,cap,
""",
    "benefit_uses": """
use_id,member_id,benefit_code,used_at,order_id
1,fay,campaign:over,2025-06-10T12:00:00Z,f
2,bea,campaign:party,2025-06-30T00:00:00Z,
""",
}


@pytest.fixture(scope="module")
def outcome(programmes: Path) -> Outcome:
    return computed(programmes, RULES, LANDED, AS_OF)


def _benefits(outcome: Outcome, member: str) -> list[tuple[Any, ...]]:
    """Code, share off, cents, first day and first day without, by code."""
    return outcome.ask(
        "select benefit_code, value_bp, amount_cents, valid_from, valid_to"
        f" from member_benefits where member_id = '{member}' order by benefit_code"
    )


ELEVENTH, TWENTIETH, THIRTIETH = (date(2025, 6, day) for day in (11, 20, 30))
JULY = date(2025, 7, 1)


def test_silver_has_its_price_from_the_day_after_it_was_earned(
    outcome: Outcome,
) -> None:
    # 100 points on 10 June are silver from the 11th. No birthday in June, active, no
    # target of the sale, and for the party silver is not enough. The points never leave
    # the score, so that no end of the tier is scheduled; the concert's is its last day.
    assert _benefits(outcome, "ada") == [
        ("june", None, None, ELEVENTH, JULY),
        ("price", 500, None, ELEVENTH, None),
    ]


def test_gold_has_more_and_the_party_for_any_second_of_the_day(
    outcome: Outcome,
) -> None:
    # 600 points: gold. 0.3 of a score of 600.00 are 180.00. The party's last second is
    # the first of 30 June. One order is not three: no adviser.
    assert _benefits(outcome, "bea") == [
        ("campaign:party", None, None, ELEVENTH, JULY),
        ("cash_back", 3000, 18000, ELEVENTH, None),
        ("june", None, None, ELEVENTH, JULY),
        ("price", 1000, None, ELEVENTH, None),
    ]


def test_three_orders_bring_the_adviser(outcome: Outcome) -> None:
    # Silver on the 9th for 200 points, gold on the 11th; all is from gold's first day.
    assert _benefits(outcome, "cyd") == [
        ("adviser", None, None, ELEVENTH, None),
        ("cash_back", 3000, 18000, ELEVENTH, None),
        ("june", None, None, ELEVENTH, JULY),
        ("price", 1000, None, ELEVENTH, None),
    ]


def test_who_stayed_away_is_asked_to_come_back_and_june_is_a_birthday(
    outcome: Outcome,
) -> None:
    # 10 January is 171 days ago: lapsed. Silver since the 11th; born on a 5th of June.
    silver = date(2025, 1, 11)
    assert _benefits(outcome, "dan") == [
        ("birthday", None, None, silver, None),
        ("come_back", None, 1000, silver, None),
        ("june", None, None, date(2025, 6, 1), JULY),
        ("price", 500, None, silver, None),
    ]


def test_at_risk_is_asked_too_and_july_is_no_birthday(outcome: Outcome) -> None:
    # 15 April is 76 days ago.
    silver = date(2025, 4, 16)
    assert _benefits(outcome, "eve") == [
        ("come_back", None, 1000, silver, None),
        ("june", None, None, date(2025, 6, 1), JULY),
        ("price", 500, None, silver, None),
    ]


def test_of_the_prices_a_member_has_the_better_one(outcome: Outcome) -> None:
    # 15 % of the sale, which begins late on 30 June, beat 5 % of silver.
    assert _benefits(outcome, "fay") == [
        ("campaign:sale", 1500, None, THIRTIETH, date(2025, 7, 6)),
        ("june", None, None, ELEVENTH, JULY),
    ]


def test_a_campaign_that_asks_for_no_tier_is_for_those_without(
    outcome: Outcome,
) -> None:
    # Born in June, but without a tier the rules offer nothing.
    assert _benefits(outcome, "gus") == [
        ("campaign:sale", 1500, None, THIRTIETH, date(2025, 7, 6)),
    ]


def test_the_control_group_has_none(outcome: Outcome) -> None:
    # Gold, born in June, target of sale and party.
    assert _benefits(outcome, "hal") == []


def test_a_guest_has_the_tiers_benefits_for_as_long(outcome: Outcome) -> None:
    # Gold by hand through 10 July. A score of 0.00 is a credit of nothing.
    guest = date(2025, 7, 11)
    assert _benefits(outcome, "ivy") == [
        ("cash_back", 3000, 0, TWENTIETH, guest),
        ("june", None, None, TWENTIETH, JULY),
        ("price", 1000, None, TWENTIETH, guest),
    ]


def test_what_is_earned_in_the_last_second_is_there_the_next_day(
    outcome: Outcome,
) -> None:
    assert _benefits(outcome, "jon") == [
        ("june", None, None, THIRTIETH, JULY),
        ("price", 500, None, THIRTIETH, None),
    ]


def test_an_order_of_125_is_worth_250_points_or_342(outcome: Outcome) -> None:
    # *2 gives 125 more, *1.5 gives 62.5: 62, and 30 are 30. Through 14 June the best
    # counts, from the 15th on all do.
    found = outcome.ask(
        "select entry_id, points from points_ledger"
        " where source_id in ('k', 'l') and points > 0 order by entry_id"
    )
    assert found == [
        ("campaign_bonus:double:k", 125),
        ("campaign_bonus:double:l", 125),
        ("campaign_bonus:half:l", 62),
        ("campaign_bonus:thirty:l", 30),
        ("earn:k", 125),
        ("earn:l", 125),
    ]


def test_campaigns_are_seen_from_plan_to_budget(outcome: Outcome) -> None:
    found = outcome.ask(
        "select campaign_id, targeted, eligible, participants, orders, revenue_cents,"
        " bonus_points, budget_left, is_overspent from campaign_performance"
        " order by campaign_id"
    )
    assert found == [
        # 250 of 200 were given: nobody goes without for it, and it shows
        ("double", 2, 2, 2, 2, 25000, 250, -50, True),
        ("half", 2, 2, 1, 1, 12500, 62, None, False),
        # all twelve are addressed, the control group is not treated; one used it
        ("over", 12, 11, 1, 1, 10000, 0, None, False),
        # of its three targets ada has no gold, hal is in the control group
        ("party", 3, 1, 1, 0, 0, 0, None, False),
        ("sale", 3, 2, 0, 0, 0, 0, None, False),
        ("thirty", 2, 2, 1, 1, 12500, 30, None, False),
    ]


def test_a_reward_that_nobody_knows_is_shown_and_counts(outcome: Outcome) -> None:
    found = outcome.ask(
        "select reward_code, cost_cents, is_known, redemptions, cancelled, members,"
        " redeemed_points from rewards order by reward_code"
    )
    assert found == [
        ("cap", None, False, 1, 0, 1, 20),
        ("mug", 300, True, 1, 1, 1, 50),
    ]
    assert outcome.ask(
        "select outstanding, redeemed from member_points where member_id = 'lou'"
    ) == [(322, 20)]
