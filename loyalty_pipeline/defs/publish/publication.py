"""What readers see: the marts of a run whose every check has passed."""

from collections.abc import Iterator

import dagster as dg

from loyalty_pipeline.defs.resources import Workplace
from loyalty_pipeline.defs.retries import faults
from loyalty_pipeline.feeds import lake
from loyalty_pipeline.guard import held_days
from loyalty_pipeline.publishing.current import About
from loyalty_pipeline.publishing.publication import publish
from loyalty_pipeline.rules import published_changes
from loyalty_pipeline.rules.tables.writer import fingerprint
from loyalty_pipeline.run.dagster_history import forget_old_runs
from loyalty_pipeline.run.up_to_date import inputs_hash

MARTS = [
    "benefit_changes",
    "campaign_performance",
    "held_back",
    "ledger_restatements",
    "member_benefits",
    "member_points",
    "member_score_metrics",
    "member_scores",
    "member_tier_history",
    "member_tiers",
    "members",
    "points_allocations",
    "points_ledger",
    "quarantine",
    "reconciliation",
    "rewards",
    "tier_changes",
    "tier_distribution",
]


@dg.multi_asset(
    name="publication",
    group_name="g6_published",
    specs=[
        dg.AssetSpec(
            ["published", name],
            deps=[["marts", name]],
            description=f"`{name}` as readers see it: Parquet, and in loyalty.duckdb.",
            kinds={"parquet", "duckdb"},
            owners=["team:loyalty"],
        )
        for name in MARTS
    ],
)
def publication(
    context: dg.AssetExecutionContext, workplace: Workplace
) -> Iterator[dg.MaterializeResult[None]]:
    """Write every mart and show them all to readers in one step."""
    home, day, programme = workplace.home, workplace.day, workplace.programme
    run = f"{day}-{context.run.run_id[:8]}"
    inputs = inputs_hash(home, programme, day)
    with faults(context):
        held_days.refuse_unsettled(home)
        released = "\n".join(lake.released(home))
        about = About(run, day, fingerprint(programme), inputs, released)
        tables = publish(home, about, published_changes.written(programme))
        if home.day:  # of a past day the publication is kept, not the working tables
            home.warehouse.unlink()
        forget_old_runs(context.instance, home)
    for table in tables:
        file = home.publications / run / f"{table.table}.parquet"
        yield dg.MaterializeResult(
            asset_key=["published", table.table],
            metadata={
                "dagster/row_count": table.rows,
                "as_of": day.isoformat(),
                "checksum": table.checksum,
                "file": dg.MetadataValue.path(str(file)),
            },
        )
