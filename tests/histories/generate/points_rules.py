"""Random rules of points: what earns them, when they can be used, when they expire."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

# Beside `main`: one whose points are gone soon, one whose points never go.
SHORT_WALLET, ENDLESS_WALLET = "brief", "kept"

_MULTIPLIERS = [Decimal(number) for number in ("1", "1.0001", "1.25", "1.5", "3", "3")]
# What all versions of a programme share among them, so that each is met.
_RATES = [Decimal(rate) for rate in ("0.07", "0.333333", "1.5", "12")]
_LOW = Decimal("0.0125")
_PENDING = (0, 1, 14, 14)
_CLAWBACK = (None, 1, 14, 20)
_REINSTATE = (None, 0, 1, 30)
# Twice shorter than before, so that earlier points hold later ones up.
_VALIDITIES = ((365, 30, 1, 30), (30, 365, 30, 1), (1, 365, 30, 2))
_BRIEF_VALIDITY = (1, 7, 30, 30)


def points_rules(
    draw: DrawFn, tiers: Sequence[str], lasting: Sequence[Mapping[str, int | None]]
) -> list[dict[str, Any]]:
    """Draw the points of each version, whose wallets are valid for so many days."""
    shared = (_RATES, _PENDING, _CLAWBACK, _REINSTATE)
    decks = [draw(st.permutations(numbers)) for numbers in shared]
    found = []
    for days, rate, wait, limit, within in zip(lasting, *decks, strict=True):
        others = {name: days[name] for name in (SHORT_WALLET, ENDLESS_WALLET)}
        found.append(
            {
                "per_currency_unit": draw(
                    st.sampled_from([rate, rate, rate, Decimal("0.0125")])
                ),
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


def points_validities(draw: DrawFn) -> list[dict[str, int | None]]:
    """Draw how long points are valid in each version: once for ever, then always."""
    main: list[int | None] = [*draw(st.sampled_from(_VALIDITIES))]
    ending = draw(st.sampled_from([3, 4, 2, 2]))
    main[ending:] = [None] * len(main[ending:])
    brief = draw(st.permutations(_BRIEF_VALIDITY))
    return [
        {"main": one, SHORT_WALLET: other, ENDLESS_WALLET: None}
        for one, other in zip(main, brief, strict=True)
    ]
