"""Every way in which a rule file is wrong, named by its path."""

from pathlib import Path

import pytest

from tests.rules.rule_files import gone, places, put, refusal

V0 = "versions.0"
M0 = "versions.0.metrics.0"
T0 = "versions.0.tiers.0"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("programe", "retail"),
        ("engagement.actve_days", 1),
        (f"{V0}.metric", []),
        (f"{M0}.wieght", 0.6),
        (f"{T0}.atleast", 60),
        (f"{V0}.points.per_unit", 1),
        (f"{V0}.tier_policy.days", 1),
        ("benefits.0.valu", 1),
    ],
)
def test_an_unknown_key_is_named(tmp_path: Path, path: str, value: object) -> None:
    assert places(refusal(tmp_path, put(path, value))) == [bracketed(path)]


@pytest.mark.parametrize(
    "path",
    [
        "programme", "currency", "timezone", "scoring_window_days", "engagement",
        "engagement.active_days", "point_value", "versions", f"{V0}.approved_by",
        f"{V0}.metrics", f"{V0}.tiers", f"{V0}.tier_policy", f"{V0}.points",
        f"{M0}.code", f"{M0}.measure", f"{M0}.weight", f"{T0}.name",
        f"{V0}.points.per_currency_unit", "versions.1.metrics.2.weight",
    ],
)  # fmt: skip
def test_a_missing_key_is_named(tmp_path: Path, path: str) -> None:
    what = refusal(tmp_path, gone(path))
    assert places(what) == [bracketed(path)]
    assert "required" in what


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (f"{M0}.weight", 0.33335),
        (f"{M0}.weight", -0.6),
        (f"{M0}.weight", 1.1),
        (f"{M0}.weight", True),
        (f"{M0}.weight", "0.6"),
        (f"{M0}.weight", None),
        (f"{M0}.weight", [0.6]),
        (f"{M0}.weight", float("nan")),
        (f"{M0}.target", 0),
        (f"{M0}.target", -5),
        (f"{M0}.target", 0.001),
        (f"{M0}.target", float("inf")),
        (f"{M0}.target", "ten"),
        (f"{M0}.target", True),
        (f"{M0}.measure", "order_amounts"),
        (f"{M0}.code", "Spend"),
        (f"{M0}.code", "spend\n"),
        (f"{T0}.at_least", -1),
        (f"{T0}.at_least", 60.005),
        (f"{T0}.at_least", True),
        (f"{T0}.name", ""),
        ("timezone", "Asia/Shanghi"),
        ("timezone", "asia/shanghai"),
        ("timezone", ""),
        ("timezone", "+08:00"),
        ("timezone", 8),
        ("timezone", "../Asia/Shanghai"),
        ("currency", "cny"),
        ("currency", "CNYY"),
        ("currency", "CNY\n"),
        ("currency", True),
        ("scoring_window_days", 0),
        ("scoring_window_days", 365.0),
        ("scoring_window_days", True),
        ("scoring_window_days", "365"),
        ("engagement.active_days", True),
        ("point_value", -0.01),
        (f"{V0}.points.per_currency_unit", 0),
        (f"{V0}.points.per_currency_unit", 0.0000001),
        (f"{V0}.points.tier_multipliers.gold", 0.9),
        (f"{V0}.points.tier_multipliers.gold", 1.00005),
        (f"{V0}.points.validity_days", 0),
        (f"{V0}.points.pending_days", -1),
        (f"{V0}.tier_policy.downgrade", "none"),
        (f"{V0}.tier_policy.validity_days", 1.5),
        (f"{V0}.campaign_stacking", "all"),
        ("benefits.0.value", 1.5),
        ("benefits.0.value", 0.05001),
        ("benefits.0.value", 0),
        ("benefits.0.kind", "present"),
        ("benefits.0.valid_from", "soon"),
        (f"{V0}.points.rounding", "half_up"),
        (f"{V0}.points.clawback_days", -1),
        (f"{V0}.points.reinstate_within_days", 1.5),
        ("benefits.0.tiers", []),
        ("benefits.0.priority", True),
        ("versions", []),
        (f"{V0}.metrics", []),
        (f"{V0}.tiers", {}),
        ("versions.1.effective_from", "2025-01-01"),
        ("versions.1.effective_from", 2025),
    ],
)
def test_a_bad_value_is_named_with_its_path(
    tmp_path: Path, path: str, value: object
) -> None:
    what = refusal(tmp_path, put(path, value))
    assert places(what) == [bracketed(path)]
    if isinstance(value, bool | int | float | str):
        # What is no plain number is a text: 1e-7 is not how a share is written.
        shown = {"nan": "'.nan'", "inf": "'.inf'", "1e-07": "'1.0e-07'"}
        assert f"{bracketed(path)} = {shown.get(repr(value), repr(value))}: " in what


def bracketed(path: str) -> str:
    """`versions.1.weight` as the messages write it: `versions[1].weight`."""
    steps = (f"[{step}]" if step.isdigit() else f".{step}" for step in path.split("."))
    return "".join(steps).removeprefix(".")
