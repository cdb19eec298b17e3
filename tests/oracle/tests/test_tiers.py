"""Tiers worked out by hand, and against their definition day by day."""

import random
from datetime import date

import pytest

from tests.oracle.cases.programme_cases import (
    facts,
    june,
    noon,
    order,
    programme,
    tier_steps,
    version,
)
from tests.oracle.facts.feeds import Facts, Member, Order, TierGrant
from tests.oracle.facts.member_history import member_histories
from tests.oracle.replay import replay
from tests.oracle.rules.read_rules import read_rules
from tests.oracle.rules.versions import Rules
from tests.oracle.tiers.daily_tiers import daily_ranks, qualified_rank


def test_last_day_of_a_tier() -> None:
    """Reached on the 1st, valid 3 days: granted on the 2nd to the 5th."""
    outcome = replay(facts(order("a", 1, 9001)), programme(window=1), june(3))
    assert tier_steps(outcome) == [("none", 1), ("diamond", 2), ("none", 6)]
    history = outcome.member_tier_history
    assert [row.is_scheduled for row in history] == [False, False, True]
    assert history[-1].valid_to is None
    (row,) = outcome.member_tiers
    assert (row.tier_since, row.tier_until) == (june(2), june(6))


def test_a_rise_is_no_loss() -> None:
    """Ordinary on the 2nd to 5th; gold, reached on the 3rd, on the 4th to 7th."""
    given = facts(order("a", 1, 6000), order("b", 3, 8000))
    (row,) = replay(given, programme(window=1), june(3)).member_tiers
    assert row.tier_code == "ordinary"
    assert (row.tier_since, row.tier_until) == (june(2), june(8))
    (row,) = replay(given, programme(window=1), june(1)).member_tiers
    assert row.tier_until is None


def test_one_down() -> None:
    """Diamond to the 5th, gold 3 days more to the 8th, ordinary to the 11th."""
    rules = programme(version(downgrade="one_down"), window=1)
    outcome = replay(facts(order("a", 1, 9001)), rules, june(1))
    expected = [("none", 1), ("diamond", 2), ("gold", 6), ("ordinary", 9), ("none", 12)]
    assert tier_steps(outcome) == expected


def test_tiers_given_by_hand() -> None:
    """Both ends count; nothing before registration; a grant of tomorrow is unseen."""
    grants = [
        TierGrant("1", "ann", "gold", june(1), june(4)),
        TierGrant("2", "ann", "ordinary", june(6)),
        TierGrant("3", "ann", "platinum", june(1)),
    ]
    given = facts(registered=3, tier_grants=grants)
    assert tier_steps(replay(given, programme(), june(5))) == [("gold", 3), ("none", 5)]
    expected = [("gold", 3), ("none", 5), ("ordinary", 6)]
    assert tier_steps(replay(given, programme(), june(6))) == expected


def test_versions() -> None:
    """From the 4th spend is measured against 50.00: 40.00 becomes 80.00, gold next."""
    half = {"code": "spend", "measure": "order_amount", "weight": 1, "target": 50}
    rules = programme(version(), version(effective_from="2020-06-04", metrics=[half]))
    outcome = replay(facts(order("a", 1, 4000)), rules, june(1))
    # qualified on the 4th to the 10th; the last grant is of the 11th to the 14th
    assert tier_steps(outcome) == [("none", 1), ("gold", 5), ("none", 15)]


def by_definition(rules: Rules, scores: dict[int, int], day: int) -> int:
    """Return the highest rank granted on a day, asking every day before it."""
    held = 0
    for reached_on, score in scores.items():
        version = rules.version_on(reached_on)
        reached = qualified_rank(version, score)
        for rank in range(1, reached + 1):
            extra = (reached - rank) * (version.tier_days or 0)
            last = reached_on + 1 + (version.tier_days or 0)
            last += extra if version.one_down else 0
            if reached_on + 1 <= day <= last:
                held = max(held, rank)
    return held


@pytest.mark.parametrize("seed", range(40))
def test_tier_by_definition(seed: int) -> None:
    """Walking the days grants what the definition does, also over new rules."""
    pick = random.Random(seed)
    ways = pick.choice([("one_down", "to_score"), ("to_score", "one_down")])
    later = version(effective_from="2020-06-20", tier_days=6, downgrade=ways[1])
    rules = read_rules(programme(version(tier_days=2, downgrade=ways[0]), later))
    given = Facts([Member("ann", noon(1))], [])
    found = member_histories(given, rules, june(1))["ann"]
    first = june(1).toordinal()
    made = [pick.choice([0, 0, 0, 6500, 8500, 9500]) for _ in range(60)]
    scores = {first + n: score for n, score in enumerate(made)}
    for day, rank in daily_ranks(found, rules, scores.items()):
        assert rank == by_definition(rules, scores, day)


def test_last_tier_of_a_zero_score_never_ends() -> None:
    """A tier reached by a score of 0 is held from the second day on, for good."""
    level = version()
    level["tiers"][0]["at_least"] = 0
    outcome = replay(facts(registered=3), programme(level), june(3))
    assert tier_steps(outcome) == [("none", 3), ("ordinary", 4)]
    assert outcome.member_tier_history[-1].valid_to is None
    # bought on the 1st, registered on the 3rd: the first scored day is the 1st
    early = facts(Order("a", "ann", noon(1), 100, "USD"), registered=3)
    assert tier_steps(replay(early, programme(level), date(2020, 6, 3))) == [
        ("ordinary", 3)
    ]
