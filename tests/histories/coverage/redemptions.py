"""Troubles of points spent and given back."""

from collections.abc import Callable
from datetime import timedelta

from tests.histories.coverage.instants_and_days import Feature
from tests.histories.coverage.replayed_life import Seen
from tests.oracle.facts.feeds import Redemption
from tests.oracle.rules.versions import Version

_DAY = timedelta(days=1)


def _redeemed(has: Callable[[Seen, Redemption, Version], object]) -> Feature:
    return lambda s: any(
        has(s, item, s.rules.version_on(day))
        for day, item in (s.history.redemptions if s.history else [])
    )


def _waited(item: Redemption) -> timedelta | None:
    return item.cancelled_at - item.redeemed_at if item.cancelled_at else None


def _too_late(s: Seen, item: Redemption, version: Version) -> object:
    limit, waited = version.reinstate_within_days, _waited(item)
    return waited is not None and limit is not None and waited > limit * _DAY


def _at_limit(s: Seen, item: Redemption, version: Version) -> object:
    limit, waited = version.reinstate_within_days, _waited(item)
    return bool(limit) and waited == (limit or 0) * _DAY


def _outlived(s: Seen, item: Redemption, version: Version) -> object:
    """Back in time, but after points of that age have ended."""
    valid, at = version.validity_days[item.wallet], item.cancelled_at
    if valid is None or at is None or _too_late(s, item, version):
        return False
    return s.world.day_of(at) >= s.world.day_of(item.redeemed_at) + valid * _DAY


def _cancelled_later(s: Seen) -> object:
    """Cancelled after `as_of`: nobody knows yet."""
    known = (
        {item.redemption_id for _, item in s.history.redemptions} if s.history else ()
    )
    rows: list[Redemption] = list(s.standing("redemptions"))
    return any(
        row.redemption_id in known
        and row.cancelled_at
        and s.world.day_of(row.cancelled_at) > s.world.as_of
        for row in rows
    )


FEATURES: dict[str, Feature] = {
    "a cancellation at once": _redeemed(lambda s, i, v: _waited(i) == 0 * _DAY),
    "a cancellation at the limit": _redeemed(_at_limit),
    "a cancellation too late": _redeemed(_too_late),
    "a cancellation after as_of": _cancelled_later,
    "a reinstatement after its points would have ended": _redeemed(_outlived),
}
