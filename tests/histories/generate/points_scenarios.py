"""Scenarios of points that chance alone would rarely put together."""

from datetime import datetime, timedelta

from tests.histories.generate.draft import MemberDraft
from tests.histories.generate.life import SELF
from tests.histories.generate.points_rules import SHORT_WALLET
from tests.histories.generate.world import World
from tests.oracle.facts.feeds import Adjustment, Facts, Order, Redemption, Return

_DAY, _HOUR, _SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)
_CENTS = 9950


def order_before_new_version(draft: MemberDraft, facts: Facts) -> None:
    """Add an order, perhaps soon undone, and points of the version that follows.

    Its own version may have points end later, or sooner, than those after it.
    """
    edges = [draft.world.midnight(edge) for edge in draft.world.version_starts]
    edge = draft.pick([e for e in edges if _shortens(draft.world, e)] or edges)
    at = edge - draft.pick([_SECOND, 12 * _HOUR, _DAY])
    bought = Order(f"{SELF}-p", SELF, at, _CENTS, "USD")
    facts.orders += draft.deliver(bought, status="cancelled")
    if draft.pick([True, True, False]):
        back = Return(f"{SELF}-p-r", bought.order_id, at + _SECOND, _CENTS)
        facts.returns += draft.deliver(back, amount_cents=7)
    available = draft.note_order(bought)
    for number, when in enumerate([edge, available, available + _DAY]):
        change = Adjustment(f"{SELF}-p{number}", SELF, when, 20 + number)
        facts.adjustments += draft.deliver(change, points=4)
        draft.note_credit(when, when, "main")


def _shortens(world: World, edge: datetime) -> bool:
    """Whether points from before are pending, and those from then on have other ends.

    They end sooner, or never.
    """
    before, after = world.version(edge - _SECOND), world.version(edge)
    old, new = before.validity_days["main"], after.validity_days["main"]
    return before.pending_days > 0 and old is not None and (new is None or new < old)


def expiry_with_credit_and_debit(draft: MemberDraft, facts: Facts) -> None:
    """Add points that end when others come and some are spent."""
    wallet = draft.pick(["main", SHORT_WALLET, SHORT_WALLET])
    at = draft.pick([draft.instant(), draft.before_notable_expiry(wallet)])
    ends = draft.note_credit(at, at, wallet)
    gift = Adjustment(f"{SELF}-q0", SELF, at, 60, wallet)
    facts.adjustments += draft.deliver(gift, points=61)
    for number, points in enumerate(draft.pick([[30], [-5, 30], [30, 30]]), 1):
        other = Adjustment(f"{SELF}-q{number}", SELF, ends, points, wallet)
        facts.adjustments += draft.deliver(other, points=1)
    spent = Redemption(f"{SELF}-q", SELF, ends, draft.pick([10, 30, 90]), wallet)
    facts.redemptions += draft.deliver(spent, points=5)


def spent_before_returned(draft: MemberDraft, facts: Facts) -> None:
    """Add an order whose points are gone when it comes back, in time or too late."""
    chances = [draft.instant() for _ in range(8)]
    at = draft.pick([at for at in chances if _takes_back(draft.world, at)] or chances)
    bought = Order(f"{SELF}-w", SELF, at, _CENTS, "USD")
    facts.orders += draft.deliver(bought, amount_cents=1)
    available = draft.note_order(bought)
    points = draft.points_of(bought) + draft.pick([0, 500, 500])
    spent = Redemption(f"{SELF}-w", SELF, available, max(1, points))
    facts.redemptions += draft.deliver(spent, points=1)
    last = at + draft.return_limits(at)[-1] * _DAY
    slip = draft.pick([timedelta(), _SECOND])
    back = Return(f"{SELF}-w-r", bought.order_id, last + slip, _CENTS + 1)
    facts.returns += draft.deliver(back, amount_cents=_CENTS // 2)
    later = Adjustment(f"{SELF}-w", SELF, last + _DAY, draft.pick([3, 4000, 4000]))
    facts.adjustments += draft.deliver(later, points=5)


def _takes_back(world: World, at: datetime) -> bool:
    """Whether what comes back can claw back points that were available."""
    version = world.version(at)
    return (version.clawback_days or 20) > version.pending_days


SCENARIOS = [
    order_before_new_version,
    expiry_with_credit_and_debit,
    spent_before_returned,
]
