"""The whole replay: from delivered facts and rules to what should be published."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .facts import Facts
from .histories import History, histories
from .points import Earn, earn
from .rules import read_rules
from .scores import DayScore, daily_scores
from .tiers import Interval, daily_ranks, horizon, intervals
from .versions import Rules, Version

Line = tuple[Any, ...]


@dataclass
class Outcome:
    """The expected rows of each table, sorted by key."""

    member_scores: list[Line] = field(default_factory=list)
    member_score_metrics: list[Line] = field(default_factory=list)
    member_tier_history: list[Line] = field(default_factory=list)
    member_tiers: list[Line] = field(default_factory=list)
    earn: list[Earn] = field(default_factory=list)


def replay(facts: Facts, rules: Mapping[str, Any], as_of: date) -> Outcome:
    """Replay each member's days in turn and return the rows expected on `as_of`."""
    read = read_rules(rules)
    outcome = Outcome()
    found = histories(facts, read, as_of)
    for member_id in sorted(found):
        _replay_member(outcome, found[member_id], read, as_of)
    outcome.member_score_metrics.sort(key=lambda line: line[:2])
    outcome.earn.sort(key=lambda line: line[0])
    return outcome


def _replay_member(
    outcome: Outcome, history: History, rules: Rules, as_of: date
) -> None:
    """Add the rows of one member."""
    today = as_of.toordinal()
    member_id, version = history.member.member_id, rules.version_on(today)
    days = list(daily_scores(history, rules, horizon(history, rules, today)))
    now = next(day for day in days if day.day == today)
    scores = [(day.day, day.score) for day in days]
    held = intervals(history, daily_ranks(history, rules, scores))
    outcome.member_scores.append((member_id, as_of, now.score))
    outcome.member_score_metrics.extend(_metric_lines(member_id, version, now))
    outcome.member_tier_history.extend(_history_lines(member_id, rules, held, today))
    outcome.member_tiers.append(_tier_line(member_id, version, held, now))
    outcome.earn.extend(earn(history, rules))


def _metric_lines(member_id: str, version: Version, now: DayScore) -> list[Line]:
    """Return one row for each metric, each floored on its own."""
    lines = []
    for metric in version.metrics:
        raw, bp = now.raws[metric.code], metric.weight_bp
        normalised = metric.normalised(raw)
        key = (member_id, metric.code, date.fromordinal(now.day))
        part = bp * normalised // 10000
        lines.append((*key, raw, metric.target_raw, normalised, bp, part))
    return lines


def _history_lines(
    member_id: str, rules: Rules, held: list[Interval], today: int
) -> list[Line]:
    """Return one row for each interval of equal rank."""
    codes = ["none", *(tier.code for tier in rules.versions[0].tiers)]
    lines = []
    for part in held:
        begins = date.fromordinal(part.valid_from)
        ends = _date(part.valid_to)
        scheduled = part.valid_from > today
        lines.append((member_id, codes[part.rank], part.rank, begins, ends, scheduled))
    return lines


def _tier_line(
    member_id: str, version: Version, held: list[Interval], now: DayScore
) -> Line:
    """Return where a member stands today, until when, and what comes next."""
    current = [part for part in held if part.valid_from <= now.day][-1]
    rank, until, next_code, missing = current.rank, None, None, None
    for part in held:
        if until is None and part.valid_from > now.day and part.rank < rank:
            until = date.fromordinal(part.valid_from)
    if rank < len(version.tiers):
        following = version.tiers[rank]
        next_code = following.code
        missing = max(0, following.lowest_score() - now.score)
    code, name = "none", "none"
    if rank > 0:
        code, name = version.tiers[rank - 1].code, version.tiers[rank - 1].name
    since = date.fromordinal(current.valid_from)
    start = (member_id, date.fromordinal(now.day), code, name, rank, now.score)
    return (*start, since, until, next_code, missing)


def _date(day: int | None) -> date | None:
    return None if day is None else date.fromordinal(day)
