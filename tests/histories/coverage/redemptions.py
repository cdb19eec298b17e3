"""Features of points spent and given back."""

from collections.abc import Callable
from datetime import timedelta

from tests.histories.coverage.feature import Feature
from tests.histories.coverage.replayed_life import ReplayedLife
from tests.oracle.facts.feeds import Redemption
from tests.oracle.rules.versions import Version

_DAY = timedelta(days=1)


def _redeemed(has: Callable[[ReplayedLife, Redemption, Version], object]) -> Feature:
    return lambda life: any(
        has(life, item, life.rules.version_on(day))
        for day, item in (life.history.redemptions if life.history else [])
    )


def _waited(item: Redemption) -> timedelta | None:
    return item.cancelled_at - item.redeemed_at if item.cancelled_at else None


def _too_late(life: ReplayedLife, item: Redemption, version: Version) -> object:
    limit, waited = version.reinstate_within_days, _waited(item)
    return waited is not None and limit is not None and waited > limit * _DAY


def _at_limit(life: ReplayedLife, item: Redemption, version: Version) -> object:
    limit, waited = version.reinstate_within_days, _waited(item)
    return bool(limit) and waited == (limit or 0) * _DAY


def _outlived(life: ReplayedLife, item: Redemption, version: Version) -> object:
    """Back in time, but after points of that age have ended."""
    valid, at = version.validity_days[item.wallet], item.cancelled_at
    if valid is None or at is None or _too_late(life, item, version):
        return False
    return life.world.day_of(at) >= life.world.day_of(item.redeemed_at) + valid * _DAY


def _cancelled_later(life: ReplayedLife) -> object:
    """Cancelled after `as_of`: nobody knows yet."""
    known = (
        {item.redemption_id for _, item in life.history.redemptions}
        if life.history
        else ()
    )
    rows: list[Redemption] = list(life.standing("redemptions"))
    return any(
        row.redemption_id in known
        and row.cancelled_at
        and life.world.day_of(row.cancelled_at) > life.world.as_of
        for row in rows
    )


FEATURES: dict[str, Feature] = {
    "a cancellation at once": _redeemed(lambda life, i, v: _waited(i) == 0 * _DAY),
    "a cancellation at the limit": _redeemed(_at_limit),
    "a cancellation too late": _redeemed(_too_late),
    "a cancellation after as_of": _cancelled_later,
    "a reinstatement after its points would have ended": _redeemed(_outlived),
}
