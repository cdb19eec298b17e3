"""One home of a structure: facts and rules in, the engine's tables out."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import yaml

from loyalty_pipeline.home import Home
from loyalty_pipeline.rules import rendering
from loyalty_pipeline.rules.loading import load
from loyalty_pipeline.rules.model import Programme
from tests.engine import BuildError as BuildError
from tests.engine import build, emptied, ingest
from tests.histories.generate.programmes import Document

Line = tuple[Any, ...]
Tables = dict[str, list[Line]]

QUERIES = {
    "member_scores": "select member_id, as_of, score_hundredths from member_scores",
    "member_score_metrics": """
        select
            member_id, metric_code, as_of, raw, target_raw, normalised_hundredths,
            weight_bp, contribution_hundredths
        from member_score_metrics
    """,
    "member_tier_history": """
        select member_id, tier_code, tier_rank, valid_from, valid_to, is_scheduled
        from member_tier_history
    """,
    "member_tiers": """
        select
            member_id, as_of, tier_code, tier_name, tier_rank, score_hundredths,
            tier_since, tier_until, next_tier_code, score_hundredths_to_next
        from member_tiers
    """,
    "points_ledger": """
        select
            entry_id, member_id, wallet, entry_type, points, occurred_at, available_at,
            expires_at, source_id, campaign_id, rule_version, outstanding_after,
            is_scheduled
        from points_ledger
    """,
    "points_allocations": """
        select lot_entry_id, entry_id, member_id, wallet, points
        from points_allocations
    """,
    "member_points": """
        select
            member_id, wallet, as_of, outstanding, pending, available, earned, redeemed,
            expired, clawed_back, adjusted, next_expiry_at, next_expiry_points
        from member_points
    """,
    "member_benefits": """
        select
            member_id, benefit_code, as_of, kind, value_bp, amount_cents, source,
            valid_from, valid_to
        from member_benefits
    """,
    "campaign_performance": """
        select
            campaign_id, targeted, eligible, participants, orders, revenue_cents,
            bonus_points, clawed_back_points, budget_points, budget_left, is_overspent
        from campaign_performance
    """,
    "rewards": """
        select
            reward_code, reward_name, kind, points, cost_cents, is_known, redemptions,
            cancelled, members, redeemed_points
        from rewards
    """,
    "held_back": "select feed, key, waiting_for, since from held_back",
}


class _Dumper(yaml.SafeDumper):
    """Decimals by their digits and lists in full, as a person writes them."""

    def ignore_aliases(self, data: Any) -> bool:
        """Nothing is written as a reference to something above."""
        return True


_FLOAT = "tag:yaml.org,2002:float"
_Dumper.add_representer(Decimal, lambda d, n: d.represent_scalar(_FLOAT, f"{n:f}"))


def engine_tables(folder: Path, document: Document, as_of: date) -> Tables:
    """Build everything from `<folder>/landing`; return the tables.

    A second call over a folder reads the landing anew; the parsed models are kept.
    """
    home = Home(folder)
    emptied(home)
    programme = _programme(folder / "rules.yaml", document)
    ingest(home, home.root / "landing")
    rendering.render(home, programme, as_of)
    build(home, programme)
    with duckdb.connect(str(home.warehouse), read_only=True) as connection:
        connection.execute("use marts")
        return {
            name: [_in_utc(row) for row in connection.execute(query).fetchall()]
            for name, query in QUERIES.items()
        }


def _programme(file: Path, document: Document) -> Programme:
    file.write_text(rules_yaml(document), encoding="utf-8")
    return load(file)


def rules_yaml(document: Document) -> str:
    """The rules as the page that a marketer would write."""
    return yaml.dump(document, Dumper=_Dumper, sort_keys=False, default_flow_style=None)


def _in_utc(row: Line) -> Line:
    return tuple(
        value.replace(tzinfo=UTC) if isinstance(value, datetime) else value
        for value in row
    )
