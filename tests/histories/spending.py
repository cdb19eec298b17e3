"""Points spent, taken and given by hand, often when other points come or go."""

from dataclasses import replace
from datetime import datetime, timedelta

from tests.histories.drafts import Draft
from tests.histories.earning import BRIEF, KEPT
from tests.histories.lives import SELF
from tests.oracle.facts import Adjustment, Facts, Redemption

_DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)
OWNERS = [SELF] * 18 + [f"{SELF}-x", f"{SELF}-y"]
WALLETS = ["main"] * 11 + [BRIEF] * 4 + [KEPT] * 3 + ["lost"]
# Beside what an order earns, and more than anybody has.
POINTS = [1, 2, 3, 5, 10, 15, 40, 150, 5000]


def spend(draft: Draft, facts: Facts) -> None:
    """Add adjustments and redemptions to a member's life."""
    for number in range(draft.pick([0, 0, 1, 2, 3, 4])):
        _add_adjustment(draft, facts, f"{SELF}-a{number}")
    for number in range(draft.pick([0, 0, 1, 2, 3, 4])):
        _add_redemption(draft, facts, f"{SELF}-s{number}")


def _add_adjustment(draft: Draft, facts: Facts, name: str) -> None:
    wallet, sign = draft.pick(WALLETS), draft.pick([1, 1, -1])
    at = draft.moment(wallet)
    change = Adjustment(name, draft.pick(OWNERS), at, sign * _points(draft), wallet)
    if sign > 0:
        draft.credited(at, at, wallet)
    before = draft.pick([{"points": -7}, {"wallet": KEPT}, {"adjusted_at": at - _DAY}])
    facts.adjustments += draft.deliver(change, **before)


def _add_redemption(draft: Draft, facts: Facts, name: str) -> None:
    wallet = draft.pick(WALLETS)
    at = draft.moment(wallet)
    spent = Redemption(name, draft.pick(OWNERS), at, _points(draft), wallet)
    if draft.pick([True, True, False]):
        spent = replace(spent, cancelled_at=_cancelled(draft, at, wallet))
    before = draft.pick([{"points": 9}, {"wallet": KEPT}, {"cancelled_at": None}])
    facts.redemptions += draft.deliver(spent, **before)


def _cancelled(draft: Draft, at: datetime, wallet: str) -> datetime:
    """Draw when: at once, around the limit, when other things happen, after as_of."""
    limit = draft.world.version(at).reinstate_within_days or draft.pick([0, 1, 40])
    last = at + limit * _DAY
    after_all = draft.world.midnight(draft.world.as_of + _DAY)
    around = [at, at + _SECOND, last, last, last - _SECOND, last + _SECOND]
    return max(at, draft.pick([*around, *[draft.moment(wallet)] * 4, after_all]))


def _points(draft: Draft) -> int:
    points: int = draft.pick([*POINTS, *draft.earned * 2])
    return points
