"""Random rules of points: what earns them, which days bind, how long they live."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

# Beside `main`: one whose points are gone soon, one whose points never go.
BRIEF, KEPT = "brief", "kept"

_RATES = [Decimal(rate) for rate in ("0.0125", "0.07", "0.1", "0.333333", "1.5", "12")]
_MULTIPLIERS = [Decimal(number) for number in ("1", "1.0001", "1.25", "1.5", "3")]
# What all versions of a programme share among them, so that each is met.
_PENDING = (0, 1, 14, 14)
_CLAWBACK = (None, 0, 1, 14)
_REINSTATE = (None, 0, 1, 30)


def points(
    draw: DrawFn, tiers: Sequence[str], lasting: Sequence[Mapping[str, int | None]]
) -> list[dict[str, Any]]:
    """Draw the points of each version, whose wallets are valid for so many days."""
    pending = draw(st.permutations(_PENDING))
    clawback = draw(st.permutations(_CLAWBACK))
    reinstate = draw(st.permutations(_REINSTATE))
    found = []
    decks = zip(lasting, pending, clawback, reinstate, strict=True)
    for days, wait, limit, within in decks:
        others = {name: days[name] for name in (BRIEF, KEPT)}
        found.append(
            {
                "per_currency_unit": draw(st.sampled_from(_RATES)),
                "rounding": draw(st.sampled_from(["floor", "carry", "carry"])),
                "validity_days": days["main"],
                **_binding(days, wait, limit, within),
                "tier_multipliers": _multipliers(draw, tiers),
                "events": _events(draw),
                "wallets": {name: {"validity_days": n} for name, n in others.items()},
            }
        )
    return found


def _binding(
    days: Mapping[str, int | None],
    pending: int,
    clawback: int | None,
    reinstate: int | None,
) -> dict[str, int | None]:
    """No lot may expire while a return still claws back from it."""
    shortest = min(n for n in days.values() if n is not None)
    if clawback is not None:
        clawback = min(clawback, pending + shortest - 1)
    return {
        "pending_days": pending,
        "clawback_days": clawback,
        "reinstate_within_days": reinstate,
    }


def _multipliers(draw: DrawFn, tiers: Sequence[str]) -> dict[str, Decimal]:
    """Draw a multiplier for most tiers; one that has none multiplies by one."""
    some = {code: draw(st.sampled_from(_MULTIPLIERS)) for code in tiers}
    return {code: number for code, number in some.items() if number != 1}


def _events(draw: DrawFn) -> dict[str, dict[str, int]]:
    """Draw what events are worth: reading up to a cap, liking without one."""
    cap = draw(st.sampled_from([1, 1, 2]))
    worth = {"like": {"points": draw(st.sampled_from([1, 5]))}}
    if draw(st.integers(0, 3)):
        worth["read"] = {"points": draw(st.sampled_from([2, 7])), "max_per_day": cap}
    return worth


def lifetimes(draw: DrawFn, versions: int) -> list[dict[str, int | None]]:
    """Draw how long points are valid in each version: once for ever, then always."""
    days = [draw(st.sampled_from([1, 2, 30, 30, 365])) for _ in range(versions)]
    ending = draw(st.integers(2, versions))
    main = [*days[:ending], *[None] * (versions - ending)]
    brief = [draw(st.sampled_from([1, 2, 7, 30])) for _ in range(versions)]
    return [
        {"main": one, BRIEF: other, KEPT: None}
        for one, other in zip(main, brief, strict=True)
    ]
