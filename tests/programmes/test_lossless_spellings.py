"""Deletions, open ends and refunds of nothing as systems write them, computed."""

from datetime import date, datetime
from pathlib import Path

import pytest

from tests.programmes.computed_programme import Outcome, computed

AS_OF = date(2025, 12, 31)
RULES = Path(__file__).with_name("defects.yaml")

LANDED = {
    "members": """
member_id,registered_at,birth_date,updated_at,deleted_at
ann,2024-01-01 07:00:00 -0500,13/04/1985,2025-06-01T00:00:00Z,
vip,2024-01-01 12:00:00 UTC,,2025-06-01T00:00:00Z,
gone,2024-01-01T12:00:00.0000000Z,,2025-06-01T00:00:00Z,
gone,,,2025-07-01T00:00:00Z,2025-07-01T00:00:00Z
""",
    "orders": """
order_id,member_id,ordered_at,amount,currency,updated_at,deleted_at
kept,ann,2025-01-02T12:00:00Z,100.0000,EUR,2025-06-01T00:00:00Z,
free,ann,2025-01-02T12:00:00Z,.00,EUR,2025-06-01T00:00:00Z,
wrong,ann,2025-01-03T12:00:00Z,50.,EUR,2025-06-01T00:00:00Z,
wrong,,,,,2025-07-01T00:00:00Z,2025-07-01T00:00:00Z
never,,,,,2025-07-01T00:00:00Z,2025-07-01T00:00:00Z
""",
    "order_returns": """
return_id,order_id,returned_at,amount,updated_at,deleted_at
nothing,kept,2025-01-04T12:00:00Z,0.00,2025-06-01T00:00:00Z,
nothing_of_nothing,free,2025-01-04T12:00:00Z,0.00,2025-06-01T00:00:00Z,
wrong,kept,2025-01-04T12:00:00Z,30,2025-06-01T00:00:00Z,
wrong,,,,2025-07-01T00:00:00Z,2025-07-01T00:00:00Z
""",
    "activity_events": "event_id,deleted_at\nwrong,2025-07-01T00:00:00Z\n",
    "redemptions": """
redemption_id,member_id,redeemed_at,points,updated_at,deleted_at
wrong,ann,2025-01-04T12:00:00Z,30,2025-06-01T00:00:00Z,
wrong,,,,2025-07-01T00:00:00Z,2025-07-01T00:00:00Z
""",
    "adjustments": "adjustment_id,deleted_at\nwrong,2025-07-01T00:00:00Z\n",
    "tier_grants": """
grant_id,member_id,tier,granted_from,granted_until,reason,updated_at,deleted_at
open,vip,silver,2025-06-20,9999-12-31,VIP,2025-06-01T00:00:00Z,
wrong,ann,silver,2025-06-20,,VIP,2025-06-01T00:00:00Z,
wrong,,,,,,2025-07-01T00:00:00Z,2025-07-01T00:00:00Z
""",
    "campaigns": """
campaign_id,name,kind,starts_at,ends_at,bonus_points,updated_at,deleted_at
always,Always,bonus_points,2025-01-01T00:00:00Z,9999-12-31,30,2025-06-01T00:00:00Z,
wrong,Wrong,bonus_points,2025-01-01T00:00:00Z,9999-12-31,70,2025-06-01T00:00:00Z,
wrong,,,,,,2025-07-01T00:00:00Z,2025-07-01T00:00:00Z
""",
    "campaign_targets": "campaign_id,member_id,deleted_at\na,b,2025-07-01T00:00:00Z\n",
    "benefit_uses": "use_id,deleted_at\nwrong,2025-07-01T00:00:00Z\n",
    "surveys": "response_id,deleted_at\nwrong,2025-07-01T00:00:00Z\n",
    "costs": "cost_id,deleted_at\nwrong,2025-07-01T00:00:00Z\n",
}


@pytest.fixture(scope="module")
def outcome(programmes: Path) -> Outcome:
    return computed(programmes, RULES, LANDED, AS_OF)


def test_deletions_of_a_key_alone_leave_nothing_behind(outcome: Outcome) -> None:
    members = outcome.ask("select member_id from members order by 1")
    assert members == [("ann",), ("vip",)]
    assert outcome.ask("select * from held_back") == []
    campaigns = outcome.ask("select campaign_id from campaign_performance")
    assert campaigns == [("always",)]


def test_a_refund_of_nothing_changes_nothing(outcome: Outcome) -> None:
    points = outcome.ask(
        "select entry_id, points from points_ledger"
        " where not is_scheduled order by entry_id"
    )
    assert points == [
        ("campaign_bonus:always:free", 30),
        ("campaign_bonus:always:kept", 30),
        ("earn:kept", 100),
    ]


def test_a_tier_granted_to_the_end_of_the_calendar_stays(outcome: Outcome) -> None:
    intervals = outcome.ask(
        "select tier_code, valid_from, valid_to from member_tier_history"
        " where member_id = 'vip' order by valid_from"
    )
    assert intervals[-1] == ("silver", date(2025, 6, 20), None)


def test_a_campaign_without_an_end_ends_with_the_calendar(outcome: Outcome) -> None:
    ends = outcome.ask("select ends_at from campaign_performance")
    assert ends == [(datetime(2199, 12, 31, 23, 59, 59, 999_999),)]
