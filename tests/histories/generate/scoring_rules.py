"""Random weights, targets and thresholds of a version."""

from collections.abc import Sequence
from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.histories.generate.structures import Shape
from tests.oracle.rules.versions import Version
from tests.oracle.scores.daily_scores import total

# What orders often cost, in cents; thresholds are what such orders score.
PRICES = (1250, 9950)
_TARGETS = {"order_amount": (50, 100, 250), "event_value": (2, Decimal("2.5"), 10)}
# (cents of an order, how many of them, on how many days, events of kinds that count)
_PURCHASES = [
    (cents, orders, days, events)
    for cents in PRICES
    for orders, days, events in [(1, 1, 0), (2, 1, 0), (2, 2, 0), (3, 3, 0), (1, 1, 1)]
]


def with_weights_and_targets(draw: DrawFn, shapes: Sequence[Shape]) -> list[Shape]:
    """Draw weights that sum to one, and a target or none for each metric."""
    shares = [draw(st.sampled_from([1, 1, 2, 5])) for _ in shapes]
    weights = [10000 * share // sum(shares) for share in shares]
    weights[0] += 10000 - sum(weights)
    drawn = []
    for shape, basis_points in zip(shapes, weights, strict=True):
        scale: Shape = {"normalise": "none"}
        if draw(st.booleans()):
            targets = _TARGETS.get(shape["measure"], (1, 3, 7, 40))
            scale = {"target": draw(st.sampled_from(targets))}
        drawn.append({**shape, "weight": Decimal(basis_points) / 10000, **scale})
    return drawn


def tiers_with_thresholds(
    draw: DrawFn, codes: Sequence[str], version: Version
) -> list[Shape]:
    """Draw thresholds among scores that members reach exactly, lowest first."""
    reached = sorted(
        {_score(version, *purchases) for purchases in _PURCHASES} - {0}
    ) or [1]
    count = min(len(codes), len(reached))
    some = st.lists(
        st.sampled_from(reached), min_size=count, max_size=count, unique=True
    )
    bounds = [*sorted(draw(some)), *[0] * (len(codes) - count)]
    if draw(st.integers(0, 3)) == 0:
        bounds[0] = 0  # everybody reaches the lowest tier
    tiers, last = [], -1
    for code, wanted in zip(codes, bounds, strict=True):
        last = max(wanted, last + 2)
        key = draw(st.sampled_from(["at_least", "above"]))
        tiers.append({"code": code, "name": code.title(), key: Decimal(last) / 100})
    return tiers


def _score(version: Version, cents: int, orders: int, days: int, events: int) -> int:
    """Return what so many orders and events score."""
    base = orders * cents * version.rate / 100
    raws = {
        "order_amount": cents * orders,
        "order_count": orders,
        "active_days": days,
        "event_count": events,
        "base_points": base.numerator // base.denominator,
    }
    return total(version, {m.code: raws.get(m.measure, 0) for m in version.metrics})
