"""Features of the rules that a life has met: not what stands there, what applied."""

from fractions import Fraction
from math import floor

from tests.histories.coverage.feature import Feature
from tests.histories.coverage.replayed_life import ReplayedLife
from tests.histories.generate.programmes import VALIDITIES
from tests.oracle.points.order_points import earned_points

MEASURES = (
    *("order_amount", "order_count", "active_days", "event_count", "event_value"),
    *("event_rate", "base_points"),
)
WINDOWS = (None, 1, 30, 365)


def _window(days: int | None) -> Feature:
    return lambda life: life.days and life.world.window == days


def _validity(days: int) -> Feature:
    return lambda life: any(version.tier_days == days for version, _ in life.qualified)


def _lowered(one_down: bool) -> Feature:
    """Whether a rank from which one can step down was reached under a policy."""
    return lambda life: any(
        v.one_down == one_down for v, rank in life.qualified if rank > 1
    )


def _policy_changed(life: ReplayedLife) -> object:
    return len({version.one_down for version, _ in life.qualified}) == 2


def _exactly(strictly_above: bool) -> Feature:
    """Whether a score is just a tier's threshold."""
    return lambda life: any(
        score.score == tier.bound
        for version, score in life.judged
        for tier in version.tiers
        if tier.strictly_above == strictly_above and tier.bound > 0
    )


def _measured(measure: str, plainly: bool | None = None) -> Feature:
    return lambda life: any(
        score.raws[metric.code]
        for version, score in life.judged
        for metric in version.metrics
        if metric.measure == measure
        and (plainly is None or plainly == (metric.target_raw is None))
    )


def _plainly(life: ReplayedLife) -> object:
    return any(_measured(measure, plainly=True)(life) for measure in MEASURES)


def _carried(life: ReplayedLife) -> object:
    """Whether an order earns a point more than its own amount."""
    return any(points > floor(base) for points, base, carry in _earned(life) if carry)


def _dropped(life: ReplayedLife) -> object:
    return any(points < base for points, base, carry in _earned(life) if not carry)


def _earned(life: ReplayedLife) -> list[tuple[int, Fraction, bool]]:
    """The points of each order, what they are before rounding, whether they carry."""
    if life.history is None:
        return []
    points = earned_points(life.history, life.rules)
    found = []
    for day, order in life.history.orders:
        version = life.rules.version_on(day)
        base = Fraction(order.amount_cents, 100) * version.rate
        found.append((points[order.order_id], base, version.carry))
    return found


FEATURES: dict[str, Feature] = {
    **{f"a window of {days} days": _window(days) for days in WINDOWS},
    **{f"a tier valid for {days} days": _validity(days) for days in VALIDITIES},
    "a higher tier under one_down": _lowered(one_down=True),
    "a higher tier under to_score": _lowered(one_down=False),
    "tiers under one policy and then the other": _policy_changed,
    "a score of exactly at_least": _exactly(strictly_above=False),
    "a score of exactly above": _exactly(strictly_above=True),
    "a metric that is not normalised": _plainly,
    **{f"the measure {measure}": _measured(measure) for measure in MEASURES},
    "points rounded down": _dropped,
    "a point carried over": _carried,
}
