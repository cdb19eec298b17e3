"""Campaigns and targets as they land: replaced, withdrawn, waiting."""

from tests.oracle.cases.campaign_cases import (
    ADDITIVE,
    bonus,
    bonus_points,
    discount,
    replay_campaigns,
)
from tests.oracle.cases.points_cases import at, points_on
from tests.oracle.cases.programme_cases import facts, june, order, programme
from tests.oracle.facts.campaign_feeds import CampaignTarget
from tests.oracle.held_back.held_back_rows import held_back
from tests.oracle.tables.benefit_rows import HeldBackRow


def test_a_targeted_campaign_is_for_its_targets() -> None:
    offered = [bonus(n, 5, audience="targeted") for n in "xyz"] + [bonus("all", 5)]
    gone = CampaignTarget("z", "ann", updated_at=at(1), deleted_at=at(1))
    targets = [CampaignTarget("x", "ann"), CampaignTarget("y", "bob"), gone]
    targets += [CampaignTarget("z", "ann"), CampaignTarget("all", "bob")]
    bought = facts(order("a", 1, 100), campaigns=offered, campaign_targets=targets)
    found = replay_campaigns(1, bought, {}, **ADDITIVE)
    assert bonus_points(found) == {"x:a": 5, "all:a": 5}


def test_campaigns_that_name_what_nobody_knows_wait() -> None:
    waiting = [
        bonus("a", 9, wallet="lost", landed_on=june(2)),
        discount("b", "0.1", min_tier="emerald", wallet="lost"),
        bonus("c", 9, min_tier="none"),
        bonus("c", 9, min_tier="gold", updated_at=at(-10000)),
    ]
    targets = [CampaignTarget("a", "ann")]
    bought = facts(order("o", 1, 100), campaigns=[*waiting, bonus("d", 1)])
    bought.campaign_targets.extend(targets)
    outcome = points_on(1, bought)
    assert bonus_points(outcome) == {"d:o": 1}
    since = bought.campaigns[1].landed_on
    assert held_back(bought, programme(), june(1)) == [
        HeldBackRow("campaigns", "a", "wallet", june(2)),
        HeldBackRow("campaigns", "b", "tier", since),
        HeldBackRow("campaigns", "c", "tier", since),
    ]


def test_the_newest_row_of_a_campaign_counts_as_if_it_had_always() -> None:
    late = {"updated_at": at(20)}
    offered = [bonus("a", 5), bonus("a", 7, **late)]
    offered += [bonus("b", 50), bonus("b", 50, **late, deleted_at=at(20))]
    bought = facts(order("o", 1, 100), campaigns=offered)
    assert bonus_points(points_on(1, bought)) == {"a:o": 7}
