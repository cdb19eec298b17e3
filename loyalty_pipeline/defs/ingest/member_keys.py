"""The members' keys of the builds before: a source that the models add to."""

import dagster as dg

from loyalty_pipeline.defs.ingest.landing import OWNERS


@dg.definitions
def member_keys() -> dg.Definitions:
    """The keys; the models' own step keeps those of each build."""
    keys = dg.AssetSpec(
        ["keys", "members"],
        group_name="g2_lake",
        description="What members are called inside the engine; at first empty.",
        kinds={"parquet"},
        owners=OWNERS,
    )
    return dg.Definitions(assets=[keys])
