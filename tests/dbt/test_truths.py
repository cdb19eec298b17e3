"""Each truth: a mart that breaks it stops the run, and readers keep what they had."""

import shutil
from pathlib import Path

import pytest

from loyalty_pipeline.home.build import Build
from tests.support.cli import REPOSITORY, checksums, loyalty
from tests.support.shop import Shop

MARTS = Path("dbt_project/models/marts")

# Of each truth a mart, a piece of its SQL, and what makes it tell a lie.
LIES = {
    "every_member_has_one_tier_on_every_day": (
        "member_tier_history",
        "intervals.valid_from,",
        "cast(intervals.valid_from + 1 as date) as valid_from,",
    ),
    "scores_equal_a_plain_sum_over_the_window": (
        "member_score_metrics",
        "metrics.raw,",
        "metrics.raw + 1 as raw,",
    ),
    "every_completed_order_has_exactly_its_credit": (
        "points_ledger",
        "select * from {{ ref('int_lots') }}",
        "select * from {{ ref('int_lots') }} where entry_id <> 'earn:o19-5'",
    ),
    "every_order_of_a_tier_has_exactly_its_bonus": (
        "member_tier_history",
        "coalesce(codes.tier_code, 'none') as tier_code,",
        "'gold' as tier_code,",
    ),
    "a_campaign_gives_points_only_within_its_terms": (
        "points_ledger",
        "entries.entry_type,",
        "'campaign_bonus' as entry_type,",
    ),
    "outstanding_is_pending_plus_available": (
        "member_points",
        "cast(coalesce(pending.points, 0) as bigint) as pending",
        "cast(coalesce(pending.points, 0) + 1 as bigint) as pending",
    ),
    "nothing_expires_that_was_not_earned": (
        "points_ledger",
        "-points as points,",
        "-points - 1 as points,",
    ),
    "allocations_sum_to_what_was_taken_and_no_lot_gives_more_than_it_has": (
        "points_allocations",
        "allocations.points",
        "allocations.points + 1 as points",
    ),
    "both_sides_of_the_reconciliation_are_equal": (
        "members",
        "lifetime_amount_cents\n    from described",
        "lifetime_amount_cents + 1 as lifetime_amount_cents\n    from described",
    ),
}
FIRST, *OTHERS = LIES


def test_each_truth_is_broken_once() -> None:
    truths = {file.stem for file in (REPOSITORY / "dbt_project/tests").glob("*.sql")}
    assert truths == LIES.keys()


@pytest.mark.parametrize(
    "truth", [FIRST, *(pytest.param(t, marks=pytest.mark.slow) for t in OTHERS)]
)
def test_a_broken_truth_stops_the_run(shop: Shop, tmp_path: Path, truth: str) -> None:
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
    name, honest, lie = LIES[truth]
    (model,) = (source / MARTS).rglob(f"{name}.sql")
    sql = model.read_text()
    assert sql.count(honest) == 1
    model.write_text(sql.replace(honest, lie))
    return source
