"""retail: 60.00, 80.00 and above 90.00, each missed and met by a single cent.

A score is 0.6 * spend + 0.3 * activity + 0.1 * interaction, each as percent of its
target (10,000 yuan, 100 days, 100 %) and floored to hundredths, as is the sum. Every
member registers and buys once on New Year, when all campaigns are; some visit daily. A
day with an order or an event is an active day.
"""

from datetime import date
from pathlib import Path

import pytest

from tests.programmes.computed_programme import Outcome, campaigns, computed, each_day

# New Year is day 1: after January's 31 days, February's 28 and March's 31 the 10th of
# April is day 100. What is earned on it is held from the day after.
AS_OF = date(2025, 4, 11)

LANDED = {
    "members": """
member_id,registered_at
m59.99,2025-01-01T04:00:00Z
m60.00,2025-01-01T04:00:00Z
m79.99,2025-01-01T04:00:00Z
m80.00,2025-01-01T04:00:00Z
m90.00,2025-01-01T04:00:00Z
m90.01,2025-01-01T04:00:00Z
""",
    "orders": """
order_id,member_id,ordered_at,amount,currency
o1,m59.99,2025-01-01T04:00:00Z,9949.99,CNY
o2,m60.00,2025-01-01T04:00:00Z,9950.00,CNY
o3,m79.99,2025-01-01T04:00:00Z,9499.99,CNY
o4,m80.00,2025-01-01T04:00:00Z,9500.00,CNY
o5,m90.00,2025-01-01T04:00:00Z,8334.99,CNY
o6,m90.01,2025-01-01T04:00:00Z,8335.00,CNY
""",
    "activity_events": f"""
event_id,member_id,occurred_at,kind
{campaigns("m79.99", 2, 1)}
{campaigns("m80.00", 2, 1)}
{campaigns("m90.00", 1, 1)}
{campaigns("m90.01", 1, 1)}
{each_day("m79.99", 60)}
{each_day("m80.00", 60)}
{each_day("m90.00", 100)}
{each_day("m90.01", 100)}
""",
}


@pytest.fixture(scope="module")
def outcome(programmes: Path) -> Outcome:
    return computed(programmes, "retail", LANDED, AS_OF)


def test_a_cent_decides_each_threshold(outcome: Outcome) -> None:
    found = outcome.ask(
        "select member_id, score_hundredths, tier_code, tier_name from member_tiers"
        " order by member_id"
    )
    assert found == [
        # 9949.99 of 10000 is 99.49; 1 day of 100 is 1.00
        # 0.6 * 99.49 + 0.3 * 1.00 = 59.694 + 0.30 = 59.994
        ("m59.99", 5999, "none", "none"),
        # 0.6 * 99.50 + 0.3 * 1.00 = 59.70 + 0.30
        ("m60.00", 6000, "ordinary", "普通会员"),
        # 9499.99 is 94.99; 60 days are 60.00; 1 answer of 2 is 50.00
        # 0.6 * 94.99 + 0.3 * 60.00 + 0.1 * 50.00 = 56.994 + 18.00 + 5.00 = 79.994
        ("m79.99", 7999, "ordinary", "普通会员"),
        # 0.6 * 95.00 + 18.00 + 5.00 = 57.00 + 23.00
        ("m80.00", 8000, "gold", "黄金会员"),
        # 8334.99 is 83.34; 100 days are 100.00; 1 answer of 1 is 100.00
        # 0.6 * 83.34 + 0.3 * 100.00 + 0.1 * 100.00 = 50.004 + 40.00 = 90.004
        ("m90.00", 9000, "gold", "黄金会员"),
        # 0.6 * 83.35 + 40.00 = 50.01 + 40.00: diamond is above 90, not at 90
        ("m90.01", 9001, "diamond", "钻石会员"),
    ]


def test_a_score_is_the_sum_of_what_its_metrics_contribute(outcome: Outcome) -> None:
    found = outcome.ask(
        "select metric_code, raw, target_raw, normalised_hundredths, weight_bp"
        " from member_score_metrics where member_id = 'm80.00' order by metric_code"
    )
    assert found == [
        ("activity", 60, 100, 6000, 3000),
        ("interaction", 5000, 10000, 5000, 1000),  # basis points: 50 %
        ("spend", 950000, 1000000, 9500, 6000),  # cents
    ]


def test_tiers_are_held_from_the_day_after_each_threshold(outcome: Outcome) -> None:
    # With 8335.00 spent and every campaign answered, day n scores 60.01 + 0.30 * n:
    # 60.31 on day 1, 79.81 on day 66, 80.11 on day 67 (8 March), 89.71 on day 99 and
    # 90.01 on day 100 (10 April).
    found = outcome.ask(
        "select tier_code, valid_from from member_tier_history"
        " where member_id = 'm90.01' and not is_scheduled order by valid_from"
    )
    assert found == [
        ("none", date(2025, 1, 1)),
        ("ordinary", date(2025, 1, 2)),
        ("gold", date(2025, 3, 9)),
        ("diamond", AS_OF),
    ]


def test_gold_pays_95_and_diamond_90_percent(outcome: Outcome) -> None:
    found = outcome.ask(
        "select member_id, benefit_code, value_bp from member_benefits"
        " order by member_id"
    )
    assert found == [
        ("m80.00", "gold_price", 500),
        ("m90.00", "gold_price", 500),
        ("m90.01", "diamond_price", 1000),
    ]
