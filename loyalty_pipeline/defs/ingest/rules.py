"""The rules, the calendar and the run's day, as the tables that the models join."""

from collections.abc import Iterator

import dagster as dg

from loyalty_pipeline.defs.ingest.staged import OWNERS
from loyalty_pipeline.defs.resources import Workplace
from loyalty_pipeline.defs.retries import faults
from loyalty_pipeline.rules.tables import writer

_TABLES = {
    "programme": "The programme's settings that no version changes.",
    "versions": "The rule versions, each with the numbers that stand once in it.",
    "metrics": "Weights and targets of the score, by version.",
    "tiers": "The tiers and their thresholds, by version, lowest first.",
    "wallets": "The wallets and how long points in them are valid, by version.",
    "event_points": "The points of events, by version and kind.",
    "benefits": "What members of a tier are given.",
    "benefit_engagements": "The engagements that benefits ask for.",
    "rewards": "What points are redeemed for.",
    "calendar": "The programme's local days as stretches of instants.",
    "local_days": "The programme's local days, each with its first instant.",
    "run": "The day the run is about.",
}


@dg.multi_asset(
    name="rules",
    group_name="g2_lake",
    specs=[
        dg.AssetSpec(["rules", name], description=says, kinds={"yaml"}, owners=OWNERS)
        for name, says in _TABLES.items()
    ],
)
def rules(
    context: dg.AssetExecutionContext, workplace: Workplace
) -> Iterator[dg.MaterializeResult[None]]:
    """Render the rule file as relational tables."""
    with faults(context):
        workplace.refuse_changed_rules()
        rows = writer.render(workplace.home, workplace.programme, workplace.day)
    for name in _TABLES:
        counted = {"dagster/row_count": rows[name]} if name in rows else {}
        yield dg.MaterializeResult(asset_key=["rules", name], metadata=counted)
