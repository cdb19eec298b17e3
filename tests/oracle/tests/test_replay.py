"""The replay against tables worked out by hand; the arithmetic stands by each case."""

import pytest

from tests.oracle.cases.programme_cases import (
    facts,
    june,
    noon,
    order,
    programme,
    score,
)
from tests.oracle.facts.feeds import Order, Return
from tests.oracle.replay import replay
from tests.oracle.tables.tier_rows import MemberScoresRow


@pytest.mark.parametrize(
    ("cents", "tier", "following", "missing"),
    [
        (5999, "none", "ordinary", 1),  # 60.00 - 59.99
        (6000, "ordinary", "gold", 2000),  # 80.00 - 60.00
        (8000, "gold", "diamond", 1001),  # above 90 begins at 90.01; - 80.00
        (9000, "gold", "diamond", 1),  # 90.01 - 90.00
        (9001, "diamond", None, None),  # the top
    ],
)
def test_thresholds(
    cents: int, tier: str, following: str | None, missing: int | None
) -> None:
    """A tier is held from the day after the score that reaches it."""
    given = facts(order("a", 1, cents))
    (row,) = replay(given, programme(), june(1)).member_tiers
    assert row.tier_code == "none"
    (row,) = replay(given, programme(), june(2)).member_tiers
    assert (row.tier_code, row.score_hundredths) == (tier, cents)
    assert row.next_tier_code == following
    assert row.score_hundredths_to_next == missing


def test_window() -> None:
    """With a window of 10 an order of the 1st counts until the 10th."""
    given = facts(order("a", 1, 6000))
    assert [score(given, programme(), day) for day in (1, 10, 11)] == [6000, 6000, 0]
    assert score(given, programme(window=None), 30) == 6000


def test_returns() -> None:
    """A return counts on its day, at most to the amount, while its order does."""
    back = [
        Return("1", "a", noon(5), 3000),  # 100.00 - 30.00
        Return("2", "a", noon(6), 9000),  # only 70.00 are left to return
        Return("3", "b", noon(13), 5000),  # b (2nd) counts until the 11th
    ]
    given = facts(order("a", 1, 10000), order("b", 2, 5000), returns=back)
    found = [score(given, programme(), day) for day in (1, 5, 6, 11, 12, 13)]
    # 100; 100 - 30 + 50 = 120, at most 100; 0 + 50; a has left with its returns; 0; 0
    assert found == [10000, 10000, 5000, 5000, 0, 0]


def test_newest_row_counts() -> None:
    """A later row replaces, a withdrawn key is gone, what lacks something waits."""
    late = june(2)
    given = facts(
        order("a", 1, 1000, landed_on=late, file_name="a", row_position=1),
        order("a", 1, 2000, landed_on=late, file_name="b"),
        order("a", 1, 4000, landed_on=late, file_name="a", row_position=2),
        order("b", 1, 300),
        order("b", 1, 300, updated_at=noon(1), deleted_at=noon(1)),
        order("c", 1, 50, status="cancelled"),
        order("d", 3, 5),
        Order("e", "bob", noon(1), 7, "USD"),
        Order("f", "ann", noon(1), 7, "EUR"),
    )
    assert replay(given, programme(), june(2)).member_scores == [
        MemberScoresRow("ann", june(2), 2000)
    ]
