"""Random redemptions and adjustments, often at the instant other points come or go."""

from dataclasses import replace
from datetime import datetime, timedelta

from tests.histories.generate.draft import MemberDraft
from tests.histories.generate.life import SELF
from tests.histories.generate.points_rules import ENDLESS_WALLET, SHORT_WALLET
from tests.histories.generate.points_scenarios import SCENARIOS
from tests.oracle.facts.feeds import Adjustment, Facts, Redemption

_DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)
OWNERS = [SELF] * 18 + [f"{SELF}-x", f"{SELF}-y"]
WALLETS = ["main"] * 11 + [SHORT_WALLET] * 4 + [ENDLESS_WALLET] * 3 + ["lost"] * 2
# Beside what an order earns, and more than anybody has.
POINTS = [1, 2, 3, 5, 10, 15, 40, 150, 5000]


def add_redemptions_and_adjustments(draft: MemberDraft, facts: Facts) -> None:
    """Add adjustments and redemptions to a member's life."""
    if draft.pick([True, True, True, True, False]):
        draft.pick(SCENARIOS)(draft, facts)
    for number in range(draft.pick([0, 0, 1, 2, 3, 4])):
        _add_adjustment(draft, facts, f"{SELF}-a{number}")
    for number in range(draft.pick([0, 0, 1, 2, 3, 4])):
        _add_redemption(draft, facts, f"{SELF}-s{number}")


def _add_adjustment(draft: MemberDraft, facts: Facts, name: str) -> None:
    wallet, sign = draft.pick(WALLETS), draft.pick([1, 1, -1])
    at = draft.points_instant(wallet)
    change = Adjustment(name, draft.pick(OWNERS), at, sign * _points(draft), wallet)
    if sign > 0:
        draft.note_credit(at, at, wallet)
    before = draft.pick(
        [{"points": -7}, {"wallet": ENDLESS_WALLET}, {"adjusted_at": at - _DAY}]
    )
    facts.adjustments += draft.deliver(change, **before)


def _add_redemption(draft: MemberDraft, facts: Facts, name: str) -> None:
    wallet, points = draft.pick(WALLETS), _points(draft)
    at = draft.points_instant(wallet)
    if draft.earned and wallet == "main" and draft.pick([True, False]):
        # All of it, at once: whatever is taken later is owed.
        at, points = draft.pick(draft.earned)
    draft.points_instants[wallet].append(at)
    spent = Redemption(name, draft.pick(OWNERS), at, points, wallet)
    if draft.pick([True, True, False]):
        spent = replace(spent, cancelled_at=_cancelled(draft, at, wallet))
    before = draft.pick(
        [{"points": 9}, {"wallet": ENDLESS_WALLET}, {"cancelled_at": None}]
    )
    facts.redemptions += draft.deliver(spent, **before)


def _cancelled(draft: MemberDraft, at: datetime, wallet: str) -> datetime:
    """Draw when: at once, around the limit, when other things happen, after as_of."""
    limit = draft.world.version(at).reinstate_within_days or draft.pick([0, 1, 40])
    last = at + limit * _DAY
    after_all = draft.world.midnight(draft.world.as_of + _DAY)
    around = [at, last, last, last, last - _SECOND, last + _SECOND]
    when: datetime = draft.pick(
        [*around, *[draft.points_instant(wallet)] * 3, after_all]
    )
    return max(at, when)


def _points(draft: MemberDraft) -> int:
    earned = [one.points + more for one in draft.earned for more in (0, 1)]
    points: int = draft.pick([*POINTS, *earned * 2])
    return points
