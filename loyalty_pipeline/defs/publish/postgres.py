"""What BI reads: the current publication in PostgreSQL, where one is named."""

from collections.abc import Iterator

import dagster as dg

from loyalty_pipeline.defs.retries import retrying
from loyalty_pipeline.publishing.catalogue import CATALOGUE
from loyalty_pipeline.publishing.postgres.address import Address
from loyalty_pipeline.publishing.postgres.showing import address_of, show
from loyalty_pipeline.run.context import RunContext, current_setup
from loyalty_pipeline.run.progress import now, say

_KEY = dg.AssetKey(["bi", "postgres"])
_CHECK = "counts_and_sums_equal_the_files"


@dg.definitions
def postgres() -> dg.Definitions:
    """The asset, if the settings name a PostgreSQL."""
    address = address_of(current_setup().settings)
    return dg.Definitions(assets=[_shown(address)] if address else [])


def _shown(address: Address) -> dg.AssetsDefinition:
    @dg.asset(
        key=_KEY,
        deps=[["published", name] for name in CATALOGUE],
        group_name="g7_bi",
        kinds={"postgres"},
        owners=["team:loyalty"],
        output_required=False,  # of a past day there is none
        check_specs=[
            dg.AssetCheckSpec(
                _CHECK,
                asset=_KEY,
                description="Rows and every column's sum, before readers see them.",
            )
        ],
    )
    def shown(
        context: dg.AssetExecutionContext, run: dg.ResourceParam[RunContext]
    ) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
        """All published tables in PostgreSQL, changed in one transaction."""
        if run.build.past_day:
            stands = "stands: a past day is published in its files alone"
            metadata = {"what PostgreSQL shows": stands}
            yield dg.AssetCheckResult(check_name=_CHECK, passed=True, metadata=metadata)
            return
        with retrying(context):
            synced = show(run.build, address, run.programme.programme, now)
        # Here: the driver's modules are for runs that show something.
        from loyalty_pipeline.publishing.postgres.words import told

        for line in told(synced):
            say(line)
        wrote = {
            table: f"{done.inserted} inserted, {done.updated} updated,"
            f" {done.deleted} deleted"
            for table, done in synced.written.items()
        }
        yield dg.MaterializeResult(
            metadata={
                "publication": synced.run,
                "place": address.shown,
                "written": dg.MetadataValue.json(wrote),
                "to be run by an owner": "; ".join(synced.to_run) or "nothing",
            },
            check_results=[dg.AssetCheckResult(check_name=_CHECK, passed=True)],
        )

    return shown
