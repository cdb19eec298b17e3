"""The job that makes everything true again, from landing to publication."""

import dagster as dg

refresh = dg.define_asset_job(
    "refresh",
    selection=dg.AssetSelection.all(),
    description="Ingest what is new, check it, build every table and publish.",
)
