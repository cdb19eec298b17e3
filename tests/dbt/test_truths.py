"""Each truth: a mart that breaks it fails the run, and readers keep what they had."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from loyalty_pipeline.home.build import Build
from tests.mutants.results import keeping, overriding
from tests.support.cli import REPOSITORY, checksums, loyalty
from tests.support.shop import Shop

MARTS = Path("dbt_project/models/marts")


@dataclass(frozen=True)
class Lie:
    """A mart that tells another value of a column, or keeps only some of its rows."""

    mart: str
    column: str = ""
    becomes: str = ""
    keeps: str = ""

    def told_by(self, sql: str) -> str:
        """The mart's SQL with the lie in its result."""
        if self.keeps:
            return keeping(sql, self.keeps)
        return overriding(sql, self.column, self.becomes)


LIES = {
    "every_member_has_one_tier_on_every_day": Lie(
        "member_tier_history", "valid_from", "cast(valid_from + 1 as date)"
    ),
    "scores_equal_a_plain_sum_over_the_window": Lie(
        "member_score_metrics", "raw", "raw + 1"
    ),
    "every_completed_order_has_exactly_its_credit": Lie(
        "points_ledger", keeps="entry_id <> 'earn:o19-5'"
    ),
    "every_order_of_a_tier_has_exactly_its_bonus": Lie(
        "member_tier_history", "tier_code", "'gold'"
    ),
    "a_campaign_gives_points_only_within_its_terms": Lie(
        "points_ledger", "entry_type", "'campaign_bonus'"
    ),
    "outstanding_is_pending_plus_available": Lie(
        "member_points", "pending", "pending + 1"
    ),
    "nothing_expires_that_was_not_earned": Lie(
        "points_ledger",
        "points",
        "case when entry_type = 'expire' then points - 1 else points end",
    ),
    "allocations_sum_to_what_was_taken_and_no_lot_gives_more_than_it_has": Lie(
        "points_allocations", "points", "points + 1"
    ),
    "every_row_read_is_accepted_or_rejected": Lie(
        "landed_files", "count_read", "count_read + 1"
    ),
    "both_sides_of_the_reconciliation_are_equal": Lie(
        "members", "lifetime_amount_cents", "lifetime_amount_cents + 1"
    ),
    # The one test of dbt's own that this project words anew.
    "unique_points_ledger_entry_id": Lie(
        "points_ledger", "entry_id", "substr(entry_id, 1, 1)"
    ),
}
FIRST, *OTHERS = LIES


def test_each_truth_is_broken_once() -> None:
    truths = {file.stem for file in (REPOSITORY / "dbt_project/tests").glob("*.sql")}
    assert truths | {"unique_points_ledger_entry_id"} == LIES.keys()


@pytest.mark.parametrize(
    "truth", [FIRST, *(pytest.param(t, marks=pytest.mark.slow) for t in OTHERS)]
)
def test_a_broken_truth_fails_the_run(shop: Shop, tmp_path: Path, truth: str) -> None:
    home = shop.home(tmp_path / "home")
    before = checksums(Build(home).published)

    ran = loyalty(*shop.arguments(home), source=_lying(tmp_path / "source", truth))

    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert truth in ran.stderr
    assert "break it" in ran.stderr
    assert str(home.log) in ran.stderr
    assert "Traceback" not in ran.stdout + ran.stderr
    assert checksums(Build(home).published) == before


def _lying(source: Path, truth: str) -> Path:
    """A copy of the project in which a mart breaks the truth."""
    for name in ("loyalty_pipeline", "dbt_project", "expectations"):
        shutil.copytree(REPOSITORY / name, source / name)
    shutil.copy(REPOSITORY / "pyproject.toml", source)
    lie = LIES[truth]
    (model,) = (source / MARTS).rglob(f"{lie.mart}.sql")
    model.write_text(lie.told_by(model.read_text()))
    return source
