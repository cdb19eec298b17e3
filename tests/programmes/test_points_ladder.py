"""points_ladder: levels 1, 2 and 3 by the whole points of orders, at 500 and 1000."""

from datetime import date
from pathlib import Path

import pytest

from tests.programmes.computed_programme import Outcome, computed

AS_OF = date(2025, 3, 31)

# Members are named by the points they have earned. Noon in Shanghai is 04:00 UTC.
LANDED = {
    "members": """
member_id,registered_at
joined_today,2025-03-31T04:00:00Z
p0,2025-01-01T04:00:00Z
p499,2025-01-01T04:00:00Z
p500,2025-01-01T04:00:00Z
p999,2025-01-01T04:00:00Z
p1000,2025-01-01T04:00:00Z
p1000_returned,2025-01-01T04:00:00Z
""",
    "orders": """
order_id,member_id,ordered_at,amount,currency,status
o1,p0,2025-02-01T04:00:00Z,1000.00,CNY,cancelled
o2,p499,2025-02-01T04:00:00Z,499.99,CNY,completed
o3,p500,2025-02-01T04:00:00Z,250.99,CNY,completed
o4,p500,2025-03-01T04:00:00Z,250.99,CNY,completed
o5,p999,2025-02-01T04:00:00Z,999.99,CNY,completed
o6,p1000,2025-02-01T04:00:00Z,500.00,CNY,completed
o7,p1000,2025-03-01T04:00:00Z,500.00,CNY,completed
o8,p1000_returned,2025-02-01T04:00:00Z,1000.00,CNY,completed
""",
    "order_returns": """
return_id,order_id,returned_at,amount
r1,o8,2025-02-02T04:00:00Z,1000.00
""",
}


@pytest.fixture(scope="module")
def outcome(programmes: Path) -> Outcome:
    return computed(programmes, "points_ladder", LANDED, AS_OF)


def test_500_points_are_level_2_and_1000_level_3(outcome: Outcome) -> None:
    found = outcome.ask(
        "select member_id, score_hundredths, tier_code, score_hundredths_to_next"
        " from member_tiers order by score_hundredths, member_id"
    )
    assert found == [
        # A level is held from the day after: on the day of joining there is none.
        ("joined_today", 0, "none", 0),
        ("p0", 0, "level_1", 50000),  # its only order was cancelled
        ("p499", 49900, "level_1", 100),  # 499.99 yuan are 499 whole points
        ("p500", 50000, "level_2", 50000),  # twice 250.99: 250 + 250, not 501.98
        ("p999", 99900, "level_2", 100),
        ("p1000", 100000, "level_3", None),
        ("p1000_returned", 100000, "level_3", None),  # what was earned still counts
    ]


def test_levels_are_climbed_one_day_after_the_order_and_never_lost(
    outcome: Outcome,
) -> None:
    found = outcome.ask(
        "select tier_code, valid_from, valid_to, is_scheduled"
        " from member_tier_history where member_id = 'p1000' order by valid_from"
    )
    assert found == [
        ("none", date(2025, 1, 1), date(2025, 1, 2), False),
        ("level_1", date(2025, 1, 2), date(2025, 2, 2), False),
        ("level_2", date(2025, 2, 2), date(2025, 3, 2), False),
        ("level_3", date(2025, 3, 2), None, False),
    ]


def test_a_yuan_earns_a_point_that_never_expires(outcome: Outcome) -> None:
    found = outcome.ask(
        "select source_id, points, expires_at from points_ledger"
        " where entry_type = 'earn' order by source_id"
    )
    assert found == [
        ("o2", 499, None),
        ("o3", 250, None),
        ("o4", 250, None),
        ("o5", 999, None),
        ("o6", 500, None),
        ("o7", 500, None),
        ("o8", 1000, None),
    ]
