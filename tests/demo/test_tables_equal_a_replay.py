"""Every row of the engine's tables against a plain day-by-day replay: equal."""

from datetime import UTC, datetime
from typing import Any

import duckdb
import pytest

from loyalty_pipeline.home.build import Build
from loyalty_pipeline.home.layout import Home
from tests.oracle.replay import Outcome
from tests.oracle.tables.columns import query

TABLES = (
    "member_scores",
    "member_score_metrics",
    "member_tier_history",
    "member_tiers",
    "points_ledger",
    "points_allocations",
    "member_points",
    "member_benefits",
    "campaign_performance",
)


def _rows(home: Home, select: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(Build(home).published / "loyalty.duckdb")) as tables:
        return tables.execute(select).fetchall()


def _in_utc(value: object) -> object:
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) else value


def _assert_same(table: list[tuple[Any, ...]], oracle: list[tuple[Any, ...]]) -> None:
    assert len(table) == len(oracle) > 0
    differing = set(table) ^ set(oracle)
    assert not differing, sorted(differing, key=str)[:6]


@pytest.mark.parametrize("table", TABLES)
def test_table_equals_the_replay(
    demo_home: Home, replayed: Outcome, table: str
) -> None:
    rows = _rows(demo_home, query(table))
    _assert_same([tuple(map(_in_utc, row)) for row in rows], getattr(replayed, table))
