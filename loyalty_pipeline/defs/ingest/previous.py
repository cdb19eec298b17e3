"""The previous publication, which the models compare theirs with: a source."""

import dagster as dg

from loyalty_pipeline.defs.ingest.landing import OWNERS
from loyalty_pipeline.publishing.previous_tables import TABLES


@dg.definitions
def previous() -> dg.Definitions:
    """Its tables; the models' own step links them before it builds."""
    return dg.Definitions(
        assets=[
            dg.AssetSpec(
                ["previous", name],
                group_name="g2_lake",
                description="As the last publication showed it; at first empty.",
                kinds={"parquet"},
                owners=OWNERS,
            )
            for name in ("publication", *TABLES)
        ]
    )
