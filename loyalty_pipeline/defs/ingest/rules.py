"""The rules, the calendar and the run's day, as the tables that the models join."""

from collections.abc import Iterator

import dagster as dg

from loyalty_pipeline.defs.ingest.landing import OWNERS
from loyalty_pipeline.defs.retries import retrying
from loyalty_pipeline.rules.tables.rule_tables import RULE_TABLES, TIME_TABLES
from loyalty_pipeline.rules.tables.writer import render
from loyalty_pipeline.run.context import RunContext

_TABLES = {name: table.says for name, table in RULE_TABLES.items()} | TIME_TABLES


@dg.multi_asset(
    name="rules",
    group_name="g2_lake",
    specs=[
        dg.AssetSpec(["rules", name], description=says, kinds={"yaml"}, owners=OWNERS)
        for name, says in _TABLES.items()
    ],
)
def rules(
    context: dg.AssetExecutionContext, run: dg.ResourceParam[RunContext]
) -> Iterator[dg.MaterializeResult[None]]:
    """Render the rule file as relational tables."""
    with retrying(context):
        rows = render(run.build, run.programme, run.day)
    for name in _TABLES:
        counted = {"dagster/row_count": rows[name]} if name in rows else {}
        yield dg.MaterializeResult(asset_key=["rules", name], metadata=counted)
