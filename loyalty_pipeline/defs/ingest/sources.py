"""Feeds that are pulled from databases, upstream of the landing; none where none is.

They are pulled once a run, before it decides what is new and under the home's lock: a
run that finds nothing new launches nothing. Here each shows what that came to, and
fails where it failed.
"""

import dagster as dg

from loyalty_pipeline.defs.ingest.landing import OWNERS, source_keys
from loyalty_pipeline.errors import LoyaltyError
from loyalty_pipeline.feeds.catalog import FEEDS
from loyalty_pipeline.feeds.databases.loading import sources_of
from loyalty_pipeline.run.context import RunContext, current_setup


def source_asset(feed: str) -> dg.AssetsDefinition:
    """The asset of a feed's source."""
    says = sources_of(current_setup().landing)[feed].says

    @dg.asset(
        key=["source", feed],
        group_name="g0_landing",
        description=f"{FEEDS[feed].says} Pulled from a database: {says}.",
        kinds={"sql"},
        owners=OWNERS,
    )
    def source(
        context: dg.AssetExecutionContext, run: dg.ResourceParam[RunContext]
    ) -> dg.MaterializeResult[None]:
        pulled = run.pulled.get(feed)
        if isinstance(pulled, LoyaltyError):
            raise dg.Failure(str(pulled), allow_retries=False)
        if pulled is None:
            raise dg.Failure(
                "sources.yaml has changed since this process began: start it anew",
                allow_retries=False,
            )
        return dg.MaterializeResult(
            metadata={
                "dagster/row_count": pulled.landed,
                "read": pulled.read,
                "reached": pulled.reached or "all rows",
                "file": pulled.file.name if pulled.file else "none: nothing is new",
            }
        )

    return source


source_assets = [source_asset(feed) for feed in source_keys()]
