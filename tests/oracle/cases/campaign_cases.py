"""Helpers for cases of campaigns, which last all of June unless a case says else."""

from fractions import Fraction
from typing import Any

from tests.oracle.cases.points_cases import PLAIN, midnight, points_by_entry
from tests.oracle.cases.programme_cases import june, programme, version
from tests.oracle.facts.campaign_feeds import Campaign
from tests.oracle.facts.feeds import Facts
from tests.oracle.replay import Outcome, replay

ADDITIVE = {"campaign_stacking": "additive"}


def campaign(name: str, kind: str = "exclusive_event", **others: Any) -> Campaign:
    """Return a campaign from the first instant of June to that of July."""
    window = {"starts_at": midnight(1), "ends_at": midnight(31)}
    return Campaign(name, name, kind, **(window | others))


def multiplier(name: str, factor: str, **others: Any) -> Campaign:
    """Return a campaign that multiplies."""
    exact = Fraction(factor)
    return campaign(name, "points_multiplier", multiplier=exact, **others)


def bonus(name: str, points: int, **others: Any) -> Campaign:
    """Return a campaign that adds so many points."""
    return campaign(name, "bonus_points", bonus_points=points, **others)


def discount(name: str, share: str, **others: Any) -> Campaign:
    """Return a campaign that takes a share off."""
    return campaign(name, "discount", discount=Fraction(share), **others)


def replay_campaigns(
    day: int, facts: Facts, points: dict[str, Any], **rules: Any
) -> Outcome:
    """Replay up to a day of June, a version saying this of points and of all else."""
    judged = version(points=PLAIN | points, **rules)
    return replay(facts, programme(judged), june(day))


def bonus_points(outcome: Outcome) -> dict[str, int]:
    """Return the points that each campaign added to each order."""
    prefix = "campaign_bonus:"
    found = points_by_entry(outcome).items()
    return {k.removeprefix(prefix): v for k, v in found if k.startswith(prefix)}
