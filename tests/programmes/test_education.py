"""education: 0.7 * hours of 100 + 0.3 * contributions of 50, over a year."""

from datetime import date
from pathlib import Path

import pytest

from tests.programmes.computed_programme import Outcome, computed

AS_OF = date(2025, 1, 31)

# Contributions of a learner, all on the 10th of January.
CONTRIBUTIONS = [
    f"{member}-{n},{member},2025-01-10T04:00:00Z,{kind},"
    for member, kind, count in [
        ("talker", "discussion_post", 60),
        ("scholar", "question_answered", 10),
        ("nearly", "question_answered", 9),
    ]
    for n in range(count)
]
LANDED = {
    "members": """
member_id,registered_at
keen,2025-01-01T04:00:00Z
listener,2025-01-01T04:00:00Z
nearly,2025-01-01T04:00:00Z
scholar,2025-01-01T04:00:00Z
talker,2025-01-01T04:00:00Z
untold,2025-01-01T04:00:00Z
""",
    "orders": """
order_id,member_id,ordered_at,amount,currency
o1,listener,2025-01-02T04:00:00Z,1299.90,CNY
""",
    "activity_events": "\n".join(
        [
            "event_id,member_id,occurred_at,kind,value",
            "c1,listener,2025-01-10T04:00:00Z,course_completed,37.50",
            "c2,listener,2025-01-10T04:00:00Z,course_completed,19.65",
            "c3,keen,2025-01-10T04:00:00Z,course_completed,240.00",
            "c4,scholar,2025-01-10T04:00:00Z,course_completed,75.00",
            "c5,scholar,2025-01-10T04:00:00Z,course_completed,25.00",
            "c6,nearly,2025-01-10T04:00:00Z,course_completed,99.50",
            "c7,untold,2025-01-10T04:00:00Z,course_completed,",
            "c8,untold,2025-01-10T04:00:00Z,course_begun,80.00",
            *CONTRIBUTIONS,
        ]
    ),
}


@pytest.fixture(scope="module")
def outcome(programmes: Path) -> Outcome:
    return computed(programmes, "education", LANDED, AS_OF)


def test_hours_and_contributions_make_the_level(outcome: Outcome) -> None:
    found = outcome.ask(
        "select member_id, score_hundredths, tier_name from member_tiers"
        " order by member_id"
    )
    assert found == [
        # 240 hours count as the full 100: 0.7 * 100.00
        ("keen", 7000, "中级学员"),
        # 37.50 + 19.65 = 57.15 hours of 100: 0.7 * 57.15 = 40.005
        ("listener", 4000, "中级学员"),
        # 99.50 hours: 69.65; 9 of 50 are 18.00: 0.3 * 18.00 = 5.40
        ("nearly", 7505, "高级学员"),
        # 75 + 25 hours: 70.00; 10 of 50 are 20.00: 0.3 * 20.00 = 6.00
        ("scholar", 7600, "高级学员"),
        # 60 contributions count as the full 50: 0.3 * 100.00
        ("talker", 3000, "初级学员"),
        # A course without its hours counts none, a course begun neither.
        ("untold", 0, "初级学员"),
    ]


def test_a_level_steps_down_by_one_each_half_year_after_its_courses_are_old(
    outcome: Outcome,
) -> None:
    # What the scholar did on 2025-01-10 counts on 365 days, to 2026-01-09.
    # That last day grants the level for 1 + 180 more: to 2026-07-09
    # (22 + 28 + 31 + 30 + 31 + 30 days to the end of June, and 9).
    # The level below holds 180 more: to 2027-01-05
    # (22 + 31 + 30 + 31 + 30 + 31 days to the end of December, and 5).
    # `valid_to` is the day after the last.
    found = outcome.ask(
        "select tier_code, valid_from, valid_to, is_scheduled"
        " from member_tier_history where member_id = 'scholar' order by valid_from"
    )
    assert found == [
        ("none", date(2025, 1, 1), date(2025, 1, 2), False),
        ("beginner", date(2025, 1, 2), date(2025, 1, 11), False),
        ("advanced", date(2025, 1, 11), date(2026, 7, 10), False),
        ("intermediate", date(2026, 7, 10), date(2027, 1, 6), True),
        ("beginner", date(2027, 1, 6), None, True),
    ]


def test_a_course_earns_its_price_in_whole_points(outcome: Outcome) -> None:
    found = outcome.ask(
        "select source_id, points from points_ledger where entry_type = 'earn'"
    )
    assert found == [("o1", 1299)]


def test_a_level_brings_its_price_and_the_highest_a_mentor(outcome: Outcome) -> None:
    found = outcome.ask(
        "select member_id, benefit_code, value_bp from member_benefits"
        " where member_id in ('keen', 'scholar') order by member_id, benefit_code"
    )
    assert found == [
        ("keen", "intermediate_price", 500),
        ("scholar", "advanced_price", 1000),
        ("scholar", "mentor", None),
    ]
