"""The whole replay: from delivered facts and rules to what should be published."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
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
from tests.oracle.rules.versions import Rules, Version
from tests.oracle.scores.daily_scores import DayScore, daily_scores
from tests.oracle.tiers.daily_tiers import (
    Interval,
    daily_ranks,
    horizon,
    intervals,
    rank_on,
)
from tests.oracle.tiers.tier_rows import member_tier_row, tier_history_rows

Line = tuple[Any, ...]


@dataclass
class Outcome:
    """The expected rows of each table, sorted by key."""

    member_scores: list[Line] = field(default_factory=list)
    member_score_metrics: list[Line] = field(default_factory=list)
    member_tier_history: list[Line] = field(default_factory=list)
    member_tiers: list[Line] = field(default_factory=list)
    points_ledger: list[Line] = field(default_factory=list)
    points_allocations: list[Line] = field(default_factory=list)
    member_points: list[Line] = field(default_factory=list)
    member_benefits: list[Line] = field(default_factory=list)
    campaign_performance: list[Line] = field(default_factory=list)
    rewards: list[Line] = field(default_factory=list)


def replay(facts: Facts, rules: Mapping[str, Any], as_of: date) -> Outcome:
    """Replay each member's days in turn and return the rows expected on `as_of`."""
    read = read_rules(rules)
    outcome = Outcome()
    found = member_histories(facts, read, as_of)
    held = {
        member_id: _replay_member(outcome, found[member_id], read, as_of)
        for member_id in sorted(found)
    }
    outcome.member_score_metrics.sort(key=lambda line: line[:2])
    outcome.points_ledger.sort(key=lambda line: line[0])
    outcome.points_allocations.sort(key=lambda line: line[:2])
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
    outcome.member_scores.append((member_id, as_of, now.score))
    outcome.member_score_metrics.extend(_metric_rows(member_id, version, now))
    outcome.member_tier_history.extend(tier_history_rows(member_id, rules, held, today))
    outcome.member_tiers.append(member_tier_row(member_id, version, held, now))
    _add_points(outcome, history, rules, held, as_of)
    current = [part for part in held if part.valid_from <= today][-1]
    standing = MemberOnDay(history, rules, current, now.score, today)
    outcome.member_benefits.extend(member_benefit_rows(standing))
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


def _metric_rows(member_id: str, version: Version, now: DayScore) -> list[Line]:
    """Return one row for each metric, each floored on its own."""
    lines = []
    for metric in version.metrics:
        raw, bp = now.raws[metric.code], metric.weight_bp
        normalised = metric.normalised(raw)
        key = (member_id, metric.code, date.fromordinal(now.day))
        part = bp * normalised // 10000
        lines.append((*key, raw, metric.target_raw, normalised, bp, part))
    return lines
