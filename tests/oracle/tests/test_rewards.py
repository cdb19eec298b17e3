"""What points were redeemed for, worked out by hand."""

from dataclasses import replace
from typing import Any

from tests.oracle.cases.points_cases import at, redemption
from tests.oracle.cases.programme_cases import facts, june, programme, version
from tests.oracle.facts.feeds import Facts, Redemption
from tests.oracle.replay import replay
from tests.oracle.tables.points_rows import RewardsRow

MUG = {"code": "mug", "name": "A mug", "kind": "goods", "points": 50, "cost": 4.5}
MUG_ROW = RewardsRow(
    reward_code="mug",
    reward_name="A mug",
    kind="goods",
    points=50,
    cost_cents=450,
    is_known=True,
    redemptions=0,
    cancelled=0,
    members=0,
    redeemed_points=0,
)


def unknown(code: str, **counts: Any) -> RewardsRow:
    """Return the row of a reward that no rule knows."""
    nothing: dict[str, Any] = {
        "reward_name": None,
        "kind": None,
        "points": None,
        "cost_cents": None,
    }
    row = MUG_ROW._replace(reward_code=code, is_known=False)
    return row._replace(**nothing)._replace(**counts)


def rewards(given: Facts, day: int, *offered: dict[str, Any]) -> list[RewardsRow]:
    rules = programme(version(points={"reinstate_within_days": 1}))
    return replay(given, rules | {"rewards": list(offered)}, june(day)).rewards


def redeemed(name: str, day: int, points: int, what: str | None) -> Redemption:
    return redemption(name, day, points, reward=what)


def test_a_reward_that_nobody_wanted_is_shown() -> None:
    items = [redeemed("1", 2, 50, "mug"), redeemed("2", 1, 9, None)]
    given = facts(redemptions=items)
    assert rewards(given, 1, MUG) == [MUG_ROW]
    assert rewards(given, 2, MUG) == [
        MUG_ROW._replace(redemptions=1, members=1, redeemed_points=50)
    ]


def test_a_cancelled_redemption_is_none_even_where_no_points_come_back() -> None:
    first = redeemed("1", 1, 50, "mug")
    late = replace(redeemed("2", 1, 40, "mug"), cancelled_at=at(4))
    given = facts(redemptions=[first, late])
    assert rewards(given, 3, MUG) == [
        MUG_ROW._replace(redemptions=2, members=1, redeemed_points=90)
    ]
    assert rewards(given, 4, MUG) == [
        MUG_ROW._replace(redemptions=1, cancelled=1, members=1, redeemed_points=50)
    ]


def test_what_no_rule_knows_is_shown_by_what_was_done() -> None:
    undone = replace(redeemed("2", 1, 7, "cup"), cancelled_at=at(1))
    given = facts(redemptions=[redeemed("1", 1, 5, "Zoo"), undone])
    assert rewards(given, 1, MUG) == [
        unknown("Zoo", redemptions=1, members=1, redeemed_points=5),
        unknown("cup", cancelled=1),
        MUG_ROW,
    ]


def test_redemptions_that_wait_are_not_counted() -> None:
    item = redeemed("1", 1, 5, "mug")
    waiting = [replace(item, member_id="eve"), replace(item, wallet="lost")]
    for one in waiting:
        assert rewards(facts(redemptions=[one]), 1) == []
