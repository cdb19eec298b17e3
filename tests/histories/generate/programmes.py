"""Random programmes of a structure: rule files, written down as mappings."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.histories.generate.points_rules import points_rules, points_validities
from tests.histories.generate.scoring_rules import (
    tiers_with_thresholds,
    with_weights_and_targets,
)
from tests.histories.generate.structures import Structure
from tests.oracle.rules.read_rules import read_rules

Document = dict[str, Any]

VALIDITIES = (0, 1, 90, 365)
# How many days before `as_of` the versions start, the last of them perhaps after it.
_AGES = [(700, 400, 90), (500, 30, -20), (366, 365, 1)]


@st.composite
def programmes(draw: DrawFn, structure: Structure, window: int | None) -> Document:
    """Draw a programme of four versions, each with a tier validity of its own."""
    document: Document = {
        "programme": f"random_{structure.name}",
        "currency": "USD",
        "timezone": structure.timezone,
        "scoring_window_days": window,
        "engagement": {"active_days": 30, "at_risk_days": 90},
        "point_value": Decimal("0.01"),
        "versions": _versions(draw, structure),
    }
    read = read_rules(document).versions
    for version, numbers in zip(document["versions"], read, strict=True):
        version["tiers"] = tiers_with_thresholds(draw, structure.tiers, numbers)
    return document


def _versions(draw: DrawFn, structure: Structure) -> list[Document]:
    """Draw all but the thresholds, which depend on what is drawn here."""
    ages = draw(st.sampled_from(_AGES))
    starts = [None, *(structure.as_of - timedelta(days=age) for age in ages)]
    days = draw(st.permutations(VALIDITIES))
    ways = draw(st.permutations(["one_down", "to_score", "one_down", "to_score"]))
    worth = points_rules(draw, structure.tiers, points_validities(draw))
    return [
        {
            **({"effective_from": start} if start else {}),
            "approved_by": "chance",
            "metrics": with_weights_and_targets(draw, structure.metrics),
            "tiers": [],
            "tier_policy": {"validity_days": valid, "downgrade": way},
            "points": of_points,
        }
        for start, valid, way, of_points in zip(starts, days, ways, worth, strict=True)
    ]
