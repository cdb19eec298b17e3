"""Random ledgers of one member, dense in ties: few days, few hours, small amounts."""

from datetime import datetime
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.oracle.cases.points_cases import at
from tests.oracle.cases.programme_cases import programme, version
from tests.oracle.facts.feeds import (
    Adjustment,
    Event,
    Facts,
    Member,
    Order,
    Redemption,
    Return,
)

Document = dict[str, Any]
# Midnights and noons of three weeks of June.
INSTANTS = st.builds(
    lambda day, hours: at(day, hours=hours),
    st.integers(1, 21),
    st.sampled_from([-12, 0, 0, 0]),
)
WALLETS = st.sampled_from(["main", "main", "main", "promo"])
CENTS = st.sampled_from([0, 60, 100, 333, 999, 1000, 2550, 9900])
POINTS = st.sampled_from([1, 2, 3, 10, 25, 70])


@st.composite
def random_ledgers(draw: DrawFn) -> Facts:
    """Draw a member with all that moves points."""
    control = draw(st.booleans()) and draw(st.booleans())
    registered = draw(st.sampled_from([at(1), at(1), at(9)]))
    facts = Facts([Member("ann", registered, control)])
    for n in range(draw(st.integers(0, 5))):
        facts.orders.append(Order(f"o{n}", "ann", draw(INSTANTS), draw(CENTS), "USD"))
        for m in range(draw(st.integers(0, 3))):
            cents = max(1, draw(CENTS))
            facts.returns.append(Return(f"r{n}{m}", f"o{n}", draw(INSTANTS), cents))
    for n in range(draw(st.integers(0, 4))):
        facts.events.append(Event(f"e{n}", "ann", draw(INSTANTS), "read"))
    for n in range(draw(st.integers(0, 4))):
        points = draw(POINTS) * draw(st.sampled_from([1, 1, -1]))
        change = Adjustment(f"a{n}", "ann", draw(INSTANTS), points, draw(WALLETS))
        facts.adjustments.append(change)
    for n in range(draw(st.integers(0, 5))):
        facts.redemptions.append(_redemption(draw, f"s{n}"))
    return facts


def _redemption(draw: DrawFn, name: str) -> Redemption:
    """Draw a redemption, half of them undone at some later instant."""
    one, other = draw(INSTANTS), draw(INSTANTS)
    cancelled: datetime | None = max(one, other) if draw(st.booleans()) else None
    return Redemption(
        name, "ann", min(one, other), draw(POINTS), draw(WALLETS), cancelled
    )


@st.composite
def random_programmes(draw: DrawFn) -> Document:
    """Draw rules that change on the 8th; points may last for ever from then on."""
    first = _points(draw, st.sampled_from([1, 2, 9, 20]))
    second = _points(draw, st.sampled_from([1, 2, 9, None]))
    zone = draw(st.sampled_from(["UTC", "Asia/Shanghai", "America/New_York"]))
    return programme(
        version(points=first),
        version(points=second, effective_from="2020-06-08"),
        timezone=zone,
    )


def _points(draw: DrawFn, validity: st.SearchStrategy[int | None]) -> Document:
    few = st.sampled_from([None, 0, 1, 4])
    return {
        "per_currency_unit": draw(st.sampled_from([1, 3])),
        "rounding": draw(st.sampled_from(["floor", "carry"])),
        "pending_days": draw(st.sampled_from([0, 1, 5])),
        "validity_days": draw(validity),
        "clawback_days": draw(few),
        "reinstate_within_days": draw(few),
        "tier_multipliers": {"ordinary": 1.3, "gold": 1.5, "diamond": 3},
        "events": {"read": {"points": 5, "max_per_day": draw(st.integers(1, 2))}},
        "wallets": {"promo": {"validity_days": draw(validity)}},
    }
