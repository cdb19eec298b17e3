"""Every row of the engine's tables against a plain day-by-day replay: equal."""

from datetime import UTC, datetime
from typing import Any

import duckdb
import pytest

from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from tests.oracle.replay import Outcome

COLUMNS = {
    "member_scores": "member_id, as_of, score_hundredths",
    "member_score_metrics": (
        "member_id, metric_code, as_of, raw, target_raw, normalised_hundredths,"
        " weight_bp, contribution_hundredths"
    ),
    "member_tier_history": (
        "member_id, tier_code, tier_rank, valid_from, valid_to, is_scheduled"
    ),
    "member_tiers": (
        "member_id, as_of, tier_code, tier_name, tier_rank, score_hundredths,"
        " tier_since, tier_until, next_tier_code, score_hundredths_to_next"
    ),
    "points_ledger": (
        "entry_id, member_id, wallet, entry_type, points, occurred_at, available_at,"
        " expires_at, source_id, campaign_id, rule_version, outstanding_after,"
        " is_scheduled"
    ),
    "points_allocations": "lot_entry_id, entry_id, member_id, wallet, points",
    "member_points": (
        "member_id, wallet, as_of, outstanding, pending, available, earned, redeemed,"
        " expired, clawed_back, adjusted, next_expiry_at, next_expiry_points"
    ),
    "member_benefits": (
        "member_id, benefit_code, as_of, kind, value_bp, amount_cents, source,"
        " valid_from, valid_to"
    ),
    "campaign_performance": (
        "campaign_id, targeted, eligible, participants, orders, revenue_cents,"
        " bonus_points, clawed_back_points, budget_points, budget_left, is_overspent"
    ),
}


def _rows(home: Home, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(Build(home).published / "loyalty.duckdb")) as tables:
        return tables.execute(query).fetchall()


def _in_utc(value: object) -> object:
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) else value


def _assert_same(table: list[tuple[Any, ...]], oracle: list[tuple[Any, ...]]) -> None:
    assert len(table) == len(oracle) > 0
    differing = set(table) ^ set(oracle)
    assert not differing, sorted(differing, key=str)[:6]


@pytest.mark.parametrize("table", COLUMNS)
def test_table_equals_the_replay(
    demo_home: Home, replayed: Outcome, table: str
) -> None:
    rows = _rows(demo_home, f"select {COLUMNS[table]} from {table}")
    _assert_same([tuple(map(_in_utc, row)) for row in rows], getattr(replayed, table))
