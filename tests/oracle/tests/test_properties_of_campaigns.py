"""What is true of every campaign, whatever happened: checked on the replay alone."""

from collections import Counter
from dataclasses import replace
from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.cases.campaign_cases import bonus_points
from tests.oracle.cases.ledger_properties import (
    MANY_EXAMPLES,
)
from tests.oracle.cases.random_campaigns import (
    LATER_DAYS,
    random_campaign_ledgers,
    random_stacked_programmes,
    stacking_all,
    without_limits,
)
from tests.oracle.cases.random_ledgers import Document
from tests.oracle.facts.feeds import Facts
from tests.oracle.replay import replay

# What a control member is not given, and what may follow from it.
EXTRA = {"tier_bonus", "campaign_bonus", "expire", "clawback"}


@MANY_EXAMPLES
@given(random_campaign_ledgers(), random_stacked_programmes(), LATER_DAYS, st.randoms())
def test_the_order_of_rows_does_not_matter(
    facts: Facts, rules: Document, day: date, random: Random
) -> None:
    shuffled = replace(
        facts,
        campaigns=random.sample(facts.campaigns, len(facts.campaigns)),
        campaign_targets=facts.campaign_targets[::-1],
        orders=facts.orders[::-1],
    )
    assert replay(shuffled, rules, day) == replay(facts, rules, day)


@MANY_EXAMPLES
@given(random_campaign_ledgers(), random_stacked_programmes(), LATER_DAYS)
def test_balances_and_ledger_tie_with_bonuses(
    facts: Facts, rules: Document, day: date
) -> None:
    outcome = replay(facts, rules, day)
    for row in outcome.member_points:
        assert row.outstanding == row.pending + row.available
        entries = [x for x in outcome.points_ledger if x.wallet == row.wallet]
        happened = [x for x in entries if not x.is_scheduled]
        assert row.outstanding == sum(x.points for x in happened)


@MANY_EXAMPLES
@given(random_campaign_ledgers(), random_stacked_programmes(), LATER_DAYS)
def test_what_came_of_campaigns_is_what_the_ledger_says(
    facts: Facts, rules: Document, day: date
) -> None:
    outcome = replay(facts, rules, day)
    given_points: Counter[str] = Counter()
    for entry in outcome.points_ledger:
        if entry.entry_type == "campaign_bonus":
            name = entry.campaign_id
            assert name is not None
            assert entry.points > 0
            assert entry.entry_id == f"campaign_bonus:{name}:{entry.source_id}"
            given_points[name] += entry.points
    rows = {row.campaign_id: row for row in outcome.campaign_performance}
    assert rows.keys() >= given_points.keys()
    limits = {c.campaign_id: c.max_points_per_member for c in facts.campaigns}
    for name, row in rows.items():
        assert row.bonus_points == given_points[name]
        assert row.bonus_points <= (limits[name] or 0) or limits[name] is None
        assert 0 <= row.clawed_back_points <= row.bonus_points
        assert row.eligible <= row.targeted <= 1
        # before the registration there is a bonus, but nobody who was able
        assert row.participants <= row.targeted


@MANY_EXAMPLES
@given(random_campaign_ledgers(), random_stacked_programmes(), LATER_DAYS)
def test_the_best_is_the_most_of_all_that_stack(
    facts: Facts, rules: Document, day: date
) -> None:
    free = without_limits(facts)
    best = bonus_points(replay(free, stacking_all(rules, "best_of"), day))
    every = bonus_points(replay(free, stacking_all(rules, "additive"), day))
    most: dict[str, int] = {}
    for name, points in every.items():
        order_id = name.split(":")[1]
        most[order_id] = max(points, most.get(order_id, 0))
    assert {name.split(":")[1]: points for name, points in best.items()} == most
    assert len(best) == len(most)
    assert best.items() <= every.items()


@MANY_EXAMPLES
@given(random_campaign_ledgers(), random_stacked_programmes(), LATER_DAYS)
def test_a_limit_only_takes(facts: Facts, rules: Document, day: date) -> None:
    free = bonus_points(replay(without_limits(facts), rules, day))
    cut = bonus_points(replay(facts, rules, day))
    assert all(points <= free[name] for name, points in cut.items())


@MANY_EXAMPLES
@given(random_campaign_ledgers(), random_stacked_programmes(), LATER_DAYS)
def test_control_members_only_lack_what_is_extra(
    facts: Facts, rules: Document, day: date
) -> None:
    def plain(control: bool) -> dict[str, int]:
        members = [replace(facts.members[0], control_group=control)]
        outcome = replay(replace(facts, members=members), rules, day)
        assert not (control and outcome.member_benefits)
        rows = [row for row in outcome.points_ledger if row.entry_type not in EXTRA]
        return {row.entry_id: row.points for row in rows}

    assert plain(control=True) == plain(control=False)
