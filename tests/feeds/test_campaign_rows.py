"""The row rules and bounds of campaigns."""

from pathlib import Path

import pytest

from tests.support.staged_rows import accepted, rejected

KINDS = {
    "points_multiplier": {"multiplier": "'2'"},
    "bonus_points": {"bonus_points": "'50'"},
    "discount": {"discount": "'0.1'"},
    "exclusive_event": {},
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_campaign_with_what_its_kind_needs_is_accepted(
    tmp_path: Path, kind: str
) -> None:
    columns = {"kind": f"'{kind}'", "bonus_points": "null", **KINDS[kind]}
    assert accepted(tmp_path, "campaigns", **columns)["kind"] == kind


@pytest.mark.parametrize(
    ("kind", "needed"),
    [
        ("points_multiplier", "multiplier"),
        ("bonus_points", "bonus_points"),
        ("discount", "discount"),
    ],
)
def test_a_campaign_without_what_its_kind_needs_is_rejected(
    tmp_path: Path, kind: str, needed: str
) -> None:
    reasons = rejected(tmp_path, "campaigns", kind=f"'{kind}'", bonus_points="null")
    wanted = needed if needed == "bonus_points" else f"a {needed}"
    assert reasons == f"a {kind} campaign needs {wanted}"


def test_a_campaign_that_ends_before_it_starts_is_rejected(tmp_path: Path) -> None:
    reasons = rejected(tmp_path, "campaigns", ends_at="'2024-12-31T23:59:59Z'")
    assert reasons == "ends_at is before starts_at"


def test_a_campaign_of_one_instant_is_accepted(tmp_path: Path) -> None:
    ends = "'2025-01-01T18:00:00+08:00'"
    campaign = accepted(tmp_path, "campaigns", ends_at=ends)
    assert campaign["ends_at"] == campaign["starts_at"]


@pytest.mark.parametrize(
    ("column", "value", "word"),
    [
        ("multiplier", "1", "too small"),
        ("multiplier", "0.5", "too small"),
        ("multiplier", "-2", "too small"),
        ("multiplier", "10.0001", "too large"),
        ("discount", "0", "too small"),
        ("discount", "1", "too large"),
        ("discount", "-0.1", "too small"),
        ("bonus_points", "0", "too small"),
        ("bonus_points", "-5", "too small"),
        ("min_order_amount", "-0.01", "too small"),
        ("max_points_per_member", "-1", "too small"),
        ("budget_points", "-1", "too small"),
        ("kind", "Discount", "is not one of"),
        ("audience", "some", "is not one of"),
        ("benefit_group", "a b", "is not an id"),
        ("min_tier", "黄金", "is not an id"),
        ("name", "", "name is missing"),
    ],
)
def test_a_term_out_of_bounds_is_rejected(
    tmp_path: Path, column: str, value: str, word: str
) -> None:
    reasons = rejected(tmp_path, "campaigns", **{column: f"'{value}'"})
    assert column in reasons
    assert word in reasons


@pytest.mark.parametrize(
    ("column", "value", "kept", "units"),
    [
        ("multiplier", "1.0001", "multiplier_bp", 10_001),
        ("multiplier", "10", "multiplier_bp", 100_000),
        ("discount", "0.0001", "discount_bp", 1),
        ("discount", "0.9999", "discount_bp", 9_999),
        ("bonus_points", "1", "bonus_points", 1),
        ("min_order_amount", "0", "min_order_amount_cents", 0),
        ("priority", "-1", "priority", -1),
    ],
)
def test_a_term_at_its_bound_is_accepted(
    tmp_path: Path, column: str, value: str, kept: str, units: int
) -> None:
    assert accepted(tmp_path, "campaigns", **{column: f"'{value}'"})[kept] == units


def test_a_campaign_names_every_broken_rule(tmp_path: Path) -> None:
    reasons = rejected(
        tmp_path,
        "campaigns",
        kind="'points_multiplier'",
        ends_at="'2024-01-01T00:00Z'",
        bonus_points="'0'",
    )
    assert sorted(reasons.split("; ")) == [
        "a points_multiplier campaign needs a multiplier",
        "bonus_points 0 is too small",
        "ends_at is before starts_at",
    ]
