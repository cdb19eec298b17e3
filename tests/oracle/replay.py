"""The whole replay: from delivered facts and rules to what should be published."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Any

from tests.oracle.benefits.benefit_rows import member_benefit_rows
from tests.oracle.benefits.offer import MemberOnDay
from tests.oracle.campaigns.eligible_members import ProgrammeOnDay
from tests.oracle.campaigns.performance_rows import campaign_performance_rows
from tests.oracle.facts.feeds import Facts
from tests.oracle.facts.member_history import MemberHistory, member_histories
from tests.oracle.points.points_rows import points_rows
from tests.oracle.points.reward_rows import reward_rows
from tests.oracle.rules.read_rules import read_rules
from tests.oracle.rules.versions import Rules
from tests.oracle.scores.daily_scores import daily_scores
from tests.oracle.scores.score_rows import metric_rows, score_row
from tests.oracle.tables.benefit_rows import CampaignPerformanceRow, MemberBenefitsRow
from tests.oracle.tables.points_rows import (
    MemberPointsRow,
    PointsAllocationsRow,
    PointsLedgerRow,
    RewardsRow,
)
from tests.oracle.tables.tier_rows import (
    MemberScoreMetricsRow,
    MemberScoresRow,
    MemberTierHistoryRow,
    MemberTiersRow,
)
from tests.oracle.tiers.daily_tiers import (
    Interval,
    daily_ranks,
    horizon,
    intervals,
    rank_on,
)
from tests.oracle.tiers.tier_rows import member_tier_row, tier_history_rows


@dataclass
class Outcome:
    """The expected rows of each table, sorted by key."""

    member_scores: list[MemberScoresRow] = field(default_factory=list)
    member_score_metrics: list[MemberScoreMetricsRow] = field(default_factory=list)
    member_tier_history: list[MemberTierHistoryRow] = field(default_factory=list)
    member_tiers: list[MemberTiersRow] = field(default_factory=list)
    points_ledger: list[PointsLedgerRow] = field(default_factory=list)
    points_allocations: list[PointsAllocationsRow] = field(default_factory=list)
    member_points: list[MemberPointsRow] = field(default_factory=list)
    member_benefits: list[MemberBenefitsRow] = field(default_factory=list)
    campaign_performance: list[CampaignPerformanceRow] = field(default_factory=list)
    rewards: list[RewardsRow] = field(default_factory=list)


def replay(facts: Facts, rules: Mapping[str, Any], as_of: date) -> Outcome:
    """Replay each member's days in turn and return the rows expected on `as_of`."""
    read = read_rules(rules)
    outcome = Outcome()
    found = member_histories(facts, read, as_of)
    held = {
        member_id: _replay_member(outcome, found[member_id], read, as_of)
        for member_id in sorted(found)
    }
    outcome.member_score_metrics.sort(key=attrgetter("member_id", "metric_code"))
    outcome.points_ledger.sort(key=attrgetter("entry_id"))
    outcome.points_allocations.sort(key=attrgetter("lot_entry_id", "entry_id"))
    programme = ProgrammeOnDay(facts, read, as_of, found, held)
    performed = campaign_performance_rows(programme, outcome.points_ledger)
    outcome.campaign_performance.extend(performed)
    outcome.rewards.extend(reward_rows(found.values(), read))
    return outcome


def _replay_member(
    outcome: Outcome, history: MemberHistory, rules: Rules, as_of: date
) -> list[Interval]:
    """Add the rows of one member; return the tiers held."""
    today = as_of.toordinal()
    member_id, version = history.member.member_id, rules.version_on(today)
    days = list(daily_scores(history, rules, horizon(history, rules, today)))
    now = next(day for day in days if day.day == today)
    scores = [(day.day, day.score) for day in days]
    held = intervals(history, daily_ranks(history, rules, scores))
    outcome.member_scores.append(score_row(member_id, now))
    outcome.member_score_metrics.extend(metric_rows(member_id, version, now))
    outcome.member_tier_history.extend(tier_history_rows(member_id, rules, held, today))
    outcome.member_tiers.append(member_tier_row(member_id, version, held, now))
    _add_points(outcome, history, rules, held, as_of)
    current = [part for part in held if part.valid_from <= today][-1]
    member_today = MemberOnDay(history, rules, current, now.score, today)
    outcome.member_benefits.extend(member_benefit_rows(member_today))
    return held


def _add_points(
    outcome: Outcome,
    history: MemberHistory,
    rules: Rules,
    held: list[Interval],
    as_of: date,
) -> None:
    """Add one member's points, given the tiers that multiply some of them."""
    codes = ["none", *(tier.code for tier in rules.versions[0].tiers)]
    points = points_rows(history, rules, lambda day: codes[rank_on(held, day)], as_of)
    outcome.points_ledger.extend(points.ledger)
    outcome.points_allocations.extend(points.allocations)
    outcome.member_points.extend(points.balances)
