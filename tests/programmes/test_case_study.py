"""case_study: 1000.00 yuan, 30 active days and 10 % answered are worth 610.00.

Nothing is normalised: a yuan, a day and a percent count one for one.
"""

from datetime import date
from pathlib import Path

import pytest

from tests.programmes.computed_programme import Outcome, campaigns, computed, each_day

# 30 visits from New Year on end on the 30th of January.
AS_OF = date(2025, 1, 31)

# `case` is the case; `split` buys for the same 1000.00 in three orders; `short` lacks a
# day: its 30th visit is at the last second of the 29th in Shanghai. Each answers one of
# ten campaigns, on a day with a visit.
LANDED = {
    "members": """
member_id,registered_at
case,2025-01-01T04:00:00Z
short,2025-01-01T04:00:00Z
split,2025-01-01T04:00:00Z
""",
    "orders": """
order_id,member_id,ordered_at,amount,currency
o1,case,2025-01-01T04:00:00Z,1000.00,CNY
o2,short,2025-01-01T04:00:00Z,1000.00,CNY
o3,split,2025-01-01T04:00:00Z,333.33,CNY
o4,split,2025-01-02T04:00:00Z,333.33,CNY
o5,split,2025-01-03T04:00:00Z,333.34,CNY
""",
    "activity_events": f"""
event_id,member_id,occurred_at,kind
{each_day("case", 30)}
{each_day("short", 29)}
{each_day("split", 30)}
late,short,2025-01-29T15:59:59Z,visit
{campaigns("case", 10, 1)}
{campaigns("short", 10, 1)}
{campaigns("split", 10, 1)}
""",
}


@pytest.fixture(scope="module")
def outcome(programmes: Path) -> Outcome:
    return computed(programmes, "case_study", LANDED, AS_OF)


def test_the_case_scores_610(outcome: Outcome) -> None:
    found = outcome.ask(
        "select metric_code, raw, normalised_hundredths, contribution_hundredths"
        " from member_score_metrics where member_id = 'case' order by metric_code"
    )
    assert found == [
        ("activity", 30, 3000, 900),  # 0.3 * 30.00 = 9.00
        ("interaction", 1000, 1000, 100),  # 0.1 * 10.00 = 1.00
        ("spend", 100000, 100000, 60000),  # 0.6 * 1000.00 = 600.00
    ]


def test_a_score_of_610_holds_the_top_tier(outcome: Outcome) -> None:
    found = outcome.ask(
        "select member_id, score_hundredths, tier_code from member_tiers"
        " order by member_id"
    )
    assert found == [
        ("case", 61000, "diamond"),
        ("short", 60970, "diamond"),  # 0.3 * 29.00 = 8.70
        ("split", 61000, "diamond"),
    ]


def test_1000_yuan_earn_10_points_in_one_order_or_in_three(outcome: Outcome) -> None:
    found = outcome.ask(
        "select source_id, points from points_ledger"
        " where entry_type = 'earn' and source_id <> 'o2' order by source_id"
    )
    assert found == [
        ("o1", 10),
        ("o3", 3),  # 3.3333: 3 whole points
        ("o4", 3),  # 6.6666 in all: from 3 to 6
        ("o5", 4),  # 10.0000 in all: from 6 to 10
    ]


def test_a_score_of_610_is_a_credit_of_183_yuan(outcome: Outcome) -> None:
    found = outcome.ask(
        "select member_id, kind, value_bp, amount_cents from member_benefits"
        " order by member_id"
    )
    assert found == [
        ("case", "score_credit", 3000, 18300),  # 0.3 * 610.00
        ("short", "score_credit", 3000, 18291),  # 0.3 * 609.70 = 182.91
        ("split", "score_credit", 3000, 18300),
    ]
