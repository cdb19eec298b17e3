"""What readers see: the marts of a run whose every check has passed."""

import dagster as dg

from loyalty_pipeline.defs.resources import Workplace
from loyalty_pipeline.publishing.publications import publish
from loyalty_pipeline.rules.rendering import fingerprint, rendered_day

MARTS = [
    "held_back",
    "member_benefits",
    "member_points",
    "member_score_metrics",
    "member_scores",
    "member_tier_history",
    "member_tiers",
    "members",
    "points_ledger",
    "quarantine",
    "reconciliation",
    "tier_distribution",
]


@dg.asset(
    key=["publication"],
    deps=[["marts", name] for name in MARTS],
    group_name="g6_published",
    kinds={"parquet", "duckdb"},
    owners=["team:loyalty"],
)
def publication(
    context: dg.AssetExecutionContext, workplace: Workplace
) -> dg.MaterializeResult[None]:
    """Every mart as Parquet and in one DuckDB file, shown to readers in one step."""
    home = workplace.home
    as_of = rendered_day(home)
    run = f"{as_of}-{context.run.run_id[:8]}"
    tables = publish(home, run, as_of, fingerprint(workplace.programme))
    return dg.MaterializeResult(
        metadata={
            "folder": dg.MetadataValue.path(str(home.publications / run)),
            "as_of": as_of.isoformat(),
            **{f"rows of {table.table}": table.rows for table in tables},
        }
    )
