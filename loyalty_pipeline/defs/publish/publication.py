"""What readers see: the marts of a run whose every check has passed."""

from collections.abc import Iterator
from functools import partial

import dagster as dg

from loyalty_pipeline.defs import quality_page
from loyalty_pipeline.defs.retries import retrying
from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.feeds.day_record import released
from loyalty_pipeline.guard.held_days import refuse_held
from loyalty_pipeline.publishing.catalogue import CATALOGUE
from loyalty_pipeline.publishing.publication import QUALITY, About
from loyalty_pipeline.publishing.publish import publish
from loyalty_pipeline.rules.published_changes import written
from loyalty_pipeline.run.context import RunContext
from loyalty_pipeline.run.dagster_history import forget_old_runs
from loyalty_pipeline.run.up_to_date import inputs_hash


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
        for name in CATALOGUE
    ],
)
def publication(
    context: dg.AssetExecutionContext, run: dg.ResourceParam[RunContext]
) -> Iterator[dg.MaterializeResult[None]]:
    """Write every mart and show them all to readers in one step."""
    with retrying(context):
        _refuse_held(run)
        about = _about(run, f"{run.day}-{context.run.run_id[:8]}")
        page = partial(quality_page.write_beside, run, about.run)
        tables = publish(run.build, about, written(run.programme), CATALOGUE, page)
        quality_page.show(run, about.run)
        if run.build.past_day:  # its publication is kept, not the working tables
            run.build.warehouse.unlink()
            run.build.marts.unlink()
        forget_old_runs(context.instance, run.home)
    for table in tables:
        file = run.build.publications / about.run / f"{table.table}.parquet"
        yield dg.MaterializeResult(
            asset_key=["published", table.table],
            metadata={
                "dagster/row_count": table.rows,
                "as_of": run.day.isoformat(),
                "checksum": table.checksum,
                "file": dg.MetadataValue.path(str(file)),
                "quality": quality_page.link(file.with_name(QUALITY)),
            },
        )


def _refuse_held(run: RunContext) -> None:
    try:
        refuse_held(run.home)
    except LoyaltyError:
        quality_page.write_held(run)
        raise


def _about(run: RunContext, name: str) -> About:
    inputs = inputs_hash(run.home, run.programme, run.day)
    let_in = "\n".join(released(run.home))
    return About(name, run.day, run.programme.fingerprint, inputs, let_in)
